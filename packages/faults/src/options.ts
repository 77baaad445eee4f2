import { parseArgs } from "node:util";
import type { Row } from "./row.ts";
import { ROWS } from "./rows/all.ts";

const ROUNDS = 1;
const ROUNDS_MAX = 1_000;
const SEED_MAX = 2 ** 31 - 1;

export const USAGE = `usage: npm run faults -- [options]

Brings each fault of the fault table about, with real processes, and checks what was promised.

  --row NAME    only this row; may be given several times
  --rounds N    each row so many times, each with a seed of its own (${ROUNDS})
  --seed N      of the first round; the next has the next number (default a random one)
  --short       the part that npm test runs
  --json FILE   write every figure
  --list        name the rows`;

/** What was asked for on the command line. */
export type Options =
  | { readonly kind: "help" | "list" }
  | {
      readonly kind: "run";
      readonly rows: readonly Row[];
      readonly rounds: number;
      readonly seed: number;
      readonly isShort: boolean;
      readonly json: string | undefined;
    };

/**
 * Reads the command line.
 *
 * @param randomSeed taken when none is given.
 * @throws {Error} with one line for the person who typed it.
 */
export function readOptions(args: readonly string[], randomSeed: number): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h", default: false },
      list: { type: "boolean", default: false },
      short: { type: "boolean", default: false },
      row: { type: "string", multiple: true, default: [] },
      rounds: { type: "string" },
      seed: { type: "string" },
      json: { type: "string" },
    },
  });
  if (values.help) return { kind: "help" };
  if (values.list) return { kind: "list" };
  return {
    kind: "run",
    rows: values.row.length === 0 ? ROWS : values.row.map(rowOf),
    rounds: whole("--rounds", values.rounds ?? String(ROUNDS), { min: 1, max: ROUNDS_MAX }),
    seed: whole("--seed", values.seed ?? String(randomSeed), { min: 0, max: SEED_MAX }),
    isShort: values.short,
    json: values.json,
  };
}

function rowOf(name: string): Row {
  const row = ROWS.find((one) => one.name === name);
  if (row === undefined) throw new RangeError(`no row is called ${name}; --list names them`);
  return row;
}

function whole(name: string, text: string, { min, max }: { min: number; max: number }): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new RangeError(`${name} must be a whole number from ${min} to ${max}`);
}

import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import type { Scale } from "./lab/stage.ts";

const ROUNDS = 5;
const ROUNDS_MAX = 100;
const SECONDS = 5;
const WARM_SECONDS = 2;
const ROWS = 1_000_000;
const ROWS_MAX = 10_000_000;
const ENDURANCE_SECONDS = 600;
const QUICK = { rounds: 1, seconds: 0.8, warmSeconds: 0.2, rowsMax: 20_000, enduranceSeconds: 10 };

export const USAGE = `usage: npm run bench -- [NAME …] [options]
       npm run bench -- charts FILE … --out DIRECTORY

NAME is a benchmark, or goals, growth, endurance, web or all. Without a name: goals and growth.

  --list           name the benchmarks
  --quick          one short round of the goals, in under 2 minutes
  --rounds N       interleaved rounds (${ROUNDS})
  --seconds N      of each measurement (${SECONDS})
  --rows N         reservations in the largest table (${ROWS}; at most ${ROWS_MAX})
  --endurance N    seconds of the benchmark of memory (${ENDURANCE_SECONDS})
  --dir DIRECTORY  where the database's files go, on the disk to be measured (${tmpdir()})
  --json FILE      write every figure
  --out DIRECTORY  of charts: where they go; of a benchmark in several FILEs the last one counts`;

/** What was asked for on the command line. */
export type Options =
  | { readonly kind: "help" }
  | { readonly kind: "list" }
  | { readonly kind: "charts"; readonly files: readonly string[]; readonly out: string }
  | {
      readonly kind: "run";
      readonly names: readonly string[];
      readonly scale: Scale;
      readonly directory: string;
      readonly json: string | undefined;
    };

/**
 * Reads the command line.
 *
 * @throws {Error} with one line for the person who typed it.
 */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h", default: false },
      list: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      seconds: { type: "string" },
      rows: { type: "string" },
      endurance: { type: "string" },
      dir: { type: "string", default: tmpdir() },
      json: { type: "string" },
      out: { type: "string" },
    },
  });
  if (values.help) return { kind: "help" };
  if (values.list) return { kind: "list" };
  if (positionals[0] === "charts") {
    const files = positionals.slice(1);
    if (files.length === 0 || values.out === undefined) {
      throw new RangeError("charts takes each FILE to draw and --out DIRECTORY");
    }
    return { kind: "charts", files, out: values.out };
  }
  if (values.out !== undefined) throw new RangeError("--out belongs to charts");
  const usual = values.quick
    ? QUICK
    : {
        rounds: ROUNDS,
        seconds: SECONDS,
        warmSeconds: WARM_SECONDS,
        rowsMax: ROWS,
        enduranceSeconds: ENDURANCE_SECONDS,
      };
  return {
    kind: "run",
    names: positionals,
    directory: values.dir,
    json: values.json,
    scale: {
      ...usual,
      isQuick: values.quick,
      rounds: whole("--rounds", values.rounds, usual.rounds, ROUNDS_MAX),
      seconds: whole("--seconds", values.seconds, usual.seconds, ENDURANCE_SECONDS),
      rowsMax: whole("--rows", values.rows, usual.rowsMax, ROWS_MAX),
      enduranceSeconds: whole("--endurance", values.endurance, usual.enduranceSeconds, 86_400),
    },
  };
}

function whole(name: string, text: string | undefined, usual: number, max: number): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= max) return value;
  throw new RangeError(`${name} must be a whole number from 1 to ${max}`);
}

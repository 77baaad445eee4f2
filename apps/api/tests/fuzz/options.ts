import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { PROCEDURE_PATHS } from "../router-procedures.ts";

const CASES_DEFAULT = 10_000;
const SEED_MAX = 2 ** 31 - 1;

export const USAGE = `npm run fuzz -- [--cases N] [--seed N] [--procedure PATH]

Calls every procedure with inputs made from its own schema, and judges every answer.

  --cases N          calls of each procedure (default ${CASES_DEFAULT})
  --seed N           makes the same calls again; a run prints its own
  --procedure PATH   of this procedure only, such as reservations.create`;

/** What a run was asked for. */
export interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  readonly procedures: readonly string[];
}

/**
 * Reads the command line; undefined asks for help.
 *
 * @throws {Error} that says what is wrong with it.
 */
export function readOptions(args: readonly string[]): FuzzOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: "string" },
      seed: { type: "string" },
      procedure: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) return undefined;
  const { procedure } = values;
  if (procedure !== undefined && !PROCEDURE_PATHS.includes(procedure)) {
    throw new Error(`there is no procedure ${procedure}`);
  }
  return {
    cases: values.cases === undefined ? CASES_DEFAULT : wholeNumber("cases", values.cases),
    seed: values.seed === undefined ? randomInt(SEED_MAX) : wholeNumber("seed", values.seed),
    procedures: procedure === undefined ? PROCEDURE_PATHS : [procedure],
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name} takes a whole number`);
  return Number(text);
}

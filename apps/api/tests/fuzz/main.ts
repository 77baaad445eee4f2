import { startTestPostgres } from "@stampede/testing/postgres";
import { query } from "@stampede/testing/query";
import { serveTestApi } from "../test-api.ts";
import { fuzzProcedure, type ProcedureReport } from "./fuzz-procedure.ts";
import { type FuzzOptions, readOptions, USAGE } from "./options.ts";
import { failureOf, latenessOf, tableOf } from "./report.ts";
import { setScene } from "./scene.ts";

/** Longer than any run, so that no hold ends during one. */
const HOLD_SECONDS = "86400";
const USAGE_ERROR = 2;
const INTERRUPTED = 130;

process.exitCode = await main(process.argv.slice(2));
// The launcher's channel would keep this process alive.
if (process.connected) process.disconnect?.();

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === undefined) {
      print(USAGE);
      return 0;
    }
    return await run(options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return USAGE_ERROR;
  }
}

async function run({ cases, seed, procedures }: FuzzOptions): Promise<number> {
  const stop = new AbortController();
  for (const reason of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) {
    process.on(reason, () => stop.abort());
  }
  print(`seed ${seed}, ${cases} cases a procedure`);
  await using postgres = await startTestPostgres();
  // Nothing here has to outlive a crash.
  await query(postgres.url, "ALTER ROLE CURRENT_USER SET synchronous_commit = off");
  const database = { url: postgres.url, drop: () => Promise.resolve() };
  await using api = await serveTestApi(database, { HOLD_SECONDS });
  const scene = await setScene(api);
  const reports: ProcedureReport[] = [];
  for (const path of procedures) {
    if (stop.signal.aborted) break;
    const report = await fuzzProcedure(scene, path, { cases, seed });
    reports.push(report);
    print(failureOf(report) ?? `${path}: ${report.cases} cases`);
  }
  print(`\n${tableOf(reports)}`);
  const late = reports.map(latenessOf).filter((text) => text !== undefined);
  for (const text of late) print(text);
  if (stop.signal.aborted) return INTERRUPTED;
  return late.length > 0 || reports.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { copySources } from "./copy-sources.ts";
import { type Guard, without } from "./guard.ts";
import { GUARDS } from "./guards.ts";
import { runTests, type TestRun } from "./run-tests.ts";
import { startPostgres } from "./start-postgres.ts";

const ROOT = join(import.meta.dirname, "../..");
const NAME_LENGTH_MAX = Math.max(...GUARDS.map(({ name }) => name.length));

interface Result {
  readonly guard: Guard;
  /** The names of the tests that failed without it; empty when none did. */
  readonly failed: readonly string[];
  readonly seconds: number;
  /** Why nothing is known of it. */
  readonly trouble?: string;
}

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => stop.abort(new Error("interrupted")));
}
process.on("disconnect", () => stop.abort(new Error("interrupted")));
process.channel?.unref();

process.exitCode = await main(process.argv.slice(2));
if (process.connected) process.disconnect?.();

/** Takes each guard out of a copy of the sources, one at a time, and expects a test to fail. */
async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { only: { type: "string", multiple: true }, list: { type: "boolean" } },
  });
  const words = values.only ?? [""];
  const chosen = GUARDS.filter(({ name }) => words.some((word) => name.includes(word)));
  if (values.list === true) {
    for (const { name } of chosen) console.log(name);
    return 0;
  }
  if (chosen.length === 0) {
    console.error(`no guard's name has any of: ${words.join(", ")}`);
    return 1;
  }
  const copy = await mkdtemp(join(tmpdir(), "stampede-guards-"));
  try {
    await using postgres = await startPostgres();
    await copySources(ROOT, copy);
    return await prove({ root: copy, databaseUrl: postgres.url, signal: stop.signal }, chosen);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function prove(run: TestRun, guards: readonly Guard[]): Promise<number> {
  const whole = await runTests(
    run,
    guards.flatMap(({ noticedBy }) => noticedBy),
  );
  if (whole.failed.length > 0) {
    console.error(`with every guard in place fails: ${whole.failed.join(", ")}`);
    return 1;
  }
  console.log(`with every guard in place ${whole.passed} tests pass`);
  const results: Result[] = [];
  for (const guard of guards) {
    const result = await proveOne(run, guard);
    results.push(result);
    console.log(line(result));
  }
  const unnoticed = results.filter(({ failed }) => failed.length === 0);
  console.log(`${results.length} guards removed, ${unnoticed.length} of them unnoticed`);
  for (const { guard, trouble } of unnoticed)
    console.log(`  ${guard.name}: ${trouble ?? "no test failed"}`);
  return unnoticed.length === 0 ? 0 : 1;
}

async function proveOne(run: TestRun, guard: Guard): Promise<Result> {
  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1_000;
  try {
    const failed = await failuresWithout(run, guard);
    return { guard, failed, seconds: seconds() };
  } catch (error) {
    if (stop.signal.aborted) throw error;
    const trouble = error instanceof Error ? error.message : String(error);
    return { guard, failed: [], seconds: seconds(), trouble };
  }
}

async function failuresWithout(run: TestRun, guard: Guard): Promise<readonly string[]> {
  const originals = new Map<string, string>();
  try {
    for (const edit of guard.edits) {
      const path = join(run.root, edit.file);
      const source = await readFile(path, "utf8");
      if (!originals.has(path)) originals.set(path, source);
      await writeFile(path, without(source, edit));
    }
    return (await runTests(run, guard.noticedBy)).failed;
  } finally {
    for (const [path, source] of originals) await writeFile(path, source);
  }
}

function line({ guard, failed, seconds }: Result): string {
  const [first = "no test failed", ...others] = failed;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  const mark = failed.length === 0 ? "UNNOTICED" : "noticed  ";
  const columns = [mark, guard.name.padEnd(NAME_LENGTH_MAX), `${seconds.toFixed(1).padStart(5)} s`];
  return `${columns.join("  ")}  ${first}${more}`;
}

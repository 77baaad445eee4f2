import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import type { Witness } from "./guard.ts";

/** Of one guard there are few, and of all of them together many. */
const FILE_MS_MAX = 180_000;
const OUTPUT_LENGTH_MAX = 4_000;

const reportShape = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Where tests are run. */
export interface TestRun {
  readonly root: string;
  /** Of a PostgreSQL that all runs share: to start one would take longer than most tests. */
  readonly databaseUrl: string;
  readonly signal: AbortSignal;
}

/** What came of the tests. */
export interface TestOutcome {
  readonly passed: number;
  /** The names of those that failed. */
  readonly failed: readonly string[];
}

/**
 * Runs tests of the sources at `root`.
 *
 * @throws when a test file cannot be loaded or there is no report: that tells nothing of a guard.
 */
export async function runTests(run: TestRun, witnesses: readonly Witness[]): Promise<TestOutcome> {
  const report = join(run.root, "report.json");
  await rm(report, { force: true });
  const files = new Set(witnesses.map(({ file }) => file));
  const output = await vitest(run, files.size * FILE_MS_MAX, [
    "--reporter=json",
    `--outputFile=${report}`,
    ...filters(witnesses),
  ]);
  const text = await readFile(report, "utf8").catch(() => undefined);
  if (text === undefined) throw new Error(`the tests left no report\n${output}`);
  const { testResults } = reportShape.parse(JSON.parse(text));
  for (const { name, status, message, assertionResults } of testResults) {
    const ran = assertionResults.some((test) => test.status === "failed");
    if (status === "failed" && !ran) throw new Error(`${name} could not be run: ${message ?? ""}`);
  }
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
  };
}

function filters(witnesses: readonly Witness[]): string[] {
  const names = new Set(
    witnesses.map(({ named }) => named.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")),
  );
  return ["-t", [...names].join("|"), ...new Set(witnesses.map(({ file }) => file))];
}

async function vitest(
  { root, databaseUrl, signal }: TestRun,
  timeoutMs: number,
  args: string[],
): Promise<string> {
  const script = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [script, "run", ...args], {
    cwd: root,
    env: { ...process.env, TEST_DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
    signal,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output = (output + chunk).slice(-OUTPUT_LENGTH_MAX);
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once("error", reject);
  child.once("close", (_, killedBy) => {
    if (killedBy === null) resolve();
    else reject(new Error(`the tests did not end within ${timeoutMs / 1_000} s\n${output}`));
  });
  await promise;
  return output;
}

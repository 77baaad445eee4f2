import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { readTestCounts } from "./test-counts.ts";

const PASSED = { status: "passed", assertionResults: [{ status: "passed" }] };
const NEVER_LOADED = { status: "failed", assertionResults: [] };

test("counts a file that could not be loaded as one failure", async () => {
  const path = await report({
    numPassedTests: 7,
    numFailedTests: 2,
    testResults: [PASSED, NEVER_LOADED],
  });
  expect(await readTestCounts(path, true)).toEqual({ passed: 7, failed: 3 });
});

test("never tells of a failed run that nothing failed", async () => {
  const path = await report({ numPassedTests: 7, numFailedTests: 0, testResults: [PASSED] });
  expect(await readTestCounts(path, true)).toEqual({ passed: 7, failed: 1 });
  expect(await readTestCounts("/nowhere/report.json", true)).toEqual({ passed: 0, failed: 1 });
  expect(await readTestCounts(path, false)).toEqual({ passed: 7, failed: 0 });
});

async function report(content: unknown): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "stampede-counts-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, "report.json");
  await writeFile(path, JSON.stringify(content));
  return path;
}

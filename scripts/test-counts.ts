import { readFile } from "node:fs/promises";

/** How many tests of a run passed and failed. */
export interface TestCounts {
  passed: number;
  failed: number;
}

/**
 * Counts the tests of vitest's JSON report. A file that could not be loaded counts as one that
 * failed, and so does a run that left no report.
 * @param path the report
 * @param runFailed whether vitest's exit status told of a failure, which may lie outside any test
 */
export async function readTestCounts(path: string, runFailed: boolean): Promise<TestCounts> {
  const report = await readFile(path, "utf8").then(parseReport, () => ({ passed: 0, failed: 0 }));
  return { passed: report.passed, failed: runFailed ? Math.max(report.failed, 1) : report.failed };
}

function parseReport(text: string): TestCounts {
  const report: unknown = JSON.parse(text);
  const files = listOf(report, "testResults");
  const emptyFailures = files.filter(
    (file) => textOf(file, "status") === "failed" && listOf(file, "assertionResults").length === 0,
  ).length;
  return {
    passed: numberOf(report, "numPassedTests"),
    failed: numberOf(report, "numFailedTests") + emptyFailures,
  };
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map(Object.entries(value)).get(name);
}

function numberOf(value: unknown, name: string): number {
  const found = field(value, name);
  return typeof found === "number" ? found : 0;
}

function textOf(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === "string" ? found : "";
}

function listOf(value: unknown, name: string): unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

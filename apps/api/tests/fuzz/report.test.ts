import { expect, test } from "vitest";
import { answerTimes } from "./answer-times.ts";
import type { ProcedureReport } from "./fuzz-procedure.ts";
import { latenessOf, tableOf } from "./report.ts";

/** A report of so many refusals, of which the last few took so long. */
function reportOf(count: number, slow: { readonly count: number; readonly ms: number }) {
  const elapsedMs = Array.from({ length: count }, (_, n) => (n < count - slow.count ? 5 : slow.ms));
  const report: ProcedureReport = {
    path: "events.get",
    cases: count,
    outcomes: new Map([["NOT_FOUND", count]]),
    answers: answerTimes(elapsedMs),
    refusals: answerTimes(elapsedMs),
    failure: undefined,
  };
  return report;
}

test("is told when more than one refusal in a hundred comes later than promised", () => {
  expect(latenessOf(reportOf(1_000, { count: 10, ms: 101 }))).toMatch(/^events\.get: .*101\.0 ms/);
  expect(latenessOf(reportOf(1_000, { count: 9, ms: 4_000 }))).toBeUndefined();
  expect(latenessOf(reportOf(1_000, { count: 1_000, ms: 100 }))).toBeUndefined();
});

test("is not told of so few refusals that a pause of the machine decides", () => {
  expect(latenessOf(reportOf(999, { count: 999, ms: 500 }))).toBeUndefined();
});

test("shows how late refusals came", () => {
  const [head = "", line = ""] = tableOf([reportOf(1_000, { count: 9, ms: 4_000 })]).split("\n");
  expect(head).toContain("4xx p99 ms");
  expect(line).toMatch(/ 5\.0 +5\.0 +4000\.0 +NOT_FOUND 1000$/);
});

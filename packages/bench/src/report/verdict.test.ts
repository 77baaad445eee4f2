import { expect, it } from "vitest";
import { spreadOf } from "../figures/percentile.ts";
import { verdictOf } from "./verdict.ts";

const outcome = (rounds: number[]) => ({ figure: { unit: "×", spread: spreadOf(rounds) } });

it("judges by the median", () => {
  expect(verdictOf({ compare: ">=", bound: 2 }, outcome([1, 2, 9]))).toBe("met");
  expect(verdictOf({ compare: ">=", bound: 2 }, outcome([1, 1.9, 9]))).toBe("missed");
  expect(verdictOf({ compare: "<=", bound: 2 }, outcome([1, 2, 9]))).toBe("met");
  expect(verdictOf({ compare: "<=", bound: 2 }, outcome([1, 3, 9]))).toBe("missed");
});

it("never calls an unknown figure met, nor one without a goal", () => {
  expect(verdictOf({ compare: "<=", bound: 2 }, outcome([Number.NaN]))).toBe("failed");
  expect(verdictOf(undefined, outcome([1]))).toBe("reported");
  expect(verdictOf({ compare: "<=", bound: 2 }, { skipped: "no pgbench" })).toBe("skipped");
});

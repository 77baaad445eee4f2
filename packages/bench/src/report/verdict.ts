import type { Goal, Outcome } from "../benchmarks/benchmark.ts";
import type { BenchmarkReport } from "./report.ts";

/** Whether the median of a figure is what its goal asks for. */
export function verdictOf(goal: Goal | undefined, outcome: Outcome): BenchmarkReport["verdict"] {
  if (outcome.skipped !== undefined) return "skipped";
  if (goal === undefined || outcome.figure === undefined) return "reported";
  const { median } = outcome.figure.spread;
  if (!Number.isFinite(median)) return "failed";
  const isMet = goal.compare === ">=" ? median >= goal.bound : median <= goal.bound;
  return isMet ? "met" : "missed";
}

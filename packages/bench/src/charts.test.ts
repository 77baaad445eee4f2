import { expect, it } from "vitest";
import { drawCharts } from "./charts.ts";
import type { BenchmarkReport, RunReport } from "./report/report.ts";

const spread = (median: number) => ({ median, min: median, max: median, rounds: [median] });

function benchmark(name: string, median: number, rest: Partial<BenchmarkReport> = {}) {
  return {
    name,
    title: name,
    verdict: "met" as const,
    goal: { compare: ">=" as const, bound: 2 },
    figure: { unit: "×", spread: spread(median) },
    subjects: [],
    series: [],
    more: {},
    broken: 0,
    seconds: 1,
    ...rest,
  };
}

function run(...benchmarks: BenchmarkReport[]): RunReport {
  const flush = { method: "", medianUs: 1 };
  return {
    startedAt: "",
    finishedAt: "",
    command: "",
    scale: {
      rounds: 1,
      seconds: 1,
      warmSeconds: 1,
      isQuick: false,
      rowsMax: 1,
      enduranceSeconds: 1,
    },
    machine: { cores: 1, cpu: "", memoryBytes: 1, kernel: "" },
    versions: { node: "", postgres: "", pgbench: null },
    flush: { before: flush, after: flush },
    benchmarks,
  };
}

const goalsOf = (...reports: RunReport[]): string =>
  drawCharts(reports).find(({ name }) => name === "goals")?.svg ?? "";

it("draws the goals of all runs together, the later one of the same benchmark", () => {
  const svg = goalsOf(
    run(benchmark("release", 4.5), benchmark("refusal", 3.25)),
    run(benchmark("release", 6.5), benchmark("storage", 5.75)),
  );
  for (const text of ["refusal", "3.25 ×", "release", "6.5 ×", "storage", "5.75 ×"]) {
    expect(svg).toContain(`>${text}`);
  }
  expect(svg).not.toContain("4.5 ×");
});

it("leaves out what has a goal of another kind, and draws its lines all the same", () => {
  const line = { name: "API", points: [{ x: 0, y: spread(1) }] };
  const series = [{ title: "", xLabel: "", yLabel: "", xScale: "linear" as const, lines: [line] }];
  const memory = run(benchmark("memory", 297, { series }));
  expect(goalsOf(run(benchmark("release", 6.5)), memory)).not.toContain("memory");
  expect(drawCharts([memory]).map(({ name }) => name)).toEqual(["memory"]);
});

it("says of a benchmark that failed that it did, and shows no figure of it", () => {
  const svg = goalsOf(run(benchmark("release", 4.5, { verdict: "failed" })));
  expect(svg).toContain(">failed");
  expect(svg).not.toContain("4.5");
  expect(svg).not.toContain("<circle");
});

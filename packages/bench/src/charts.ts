import { BENCHMARKS } from "./benchmarks/all.ts";
import { lineChart } from "./report/line-chart.ts";
import { ratioChart } from "./report/ratio-chart.ts";
import type { BenchmarkReport, RunReport } from "./report/report.ts";

/** A chart, under the name of its file. */
export interface Chart {
  readonly name: string;
  readonly svg: string;
}

/** Memory and pages have goals of another kind, in megabytes and milliseconds. */
const RATIOS = BENCHMARKS.filter(({ group }) => group === "goals").map(({ name }) => name);

/**
 * Draws what several runs found together: every goal beside its bound, and how cost grows.
 *
 * @param reports of a benchmark that several have, the last one counts.
 */
export function drawCharts(reports: readonly RunReport[]): Chart[] {
  const latest = new Map(
    reports.flatMap(({ benchmarks }) => benchmarks).map((each) => [each.name, each]),
  );
  const charts: Chart[] = [];
  const goals = RATIOS.map((name) => latest.get(name)).filter(isJudged);
  if (goals.length > 0) charts.push({ name: "goals", svg: ratioChart(goals) });
  for (const { name, series } of latest.values()) {
    series.forEach((each, index) => {
      const suffix = index === 0 ? "" : `-${index + 1}`;
      charts.push({ name: `${name}${suffix}`, svg: lineChart(each) });
    });
  }
  return charts;
}

/** Whether there is something to say of its goal: what was skipped has not been tried. */
function isJudged(report: BenchmarkReport | undefined): report is BenchmarkReport {
  return report?.goal !== undefined && report.verdict !== "skipped";
}

import { lineChart } from "./report/line-chart.ts";
import { ratioChart } from "./report/ratio-chart.ts";
import type { RunReport } from "./report/report.ts";

/** A chart, under the name of its file. */
export interface Chart {
  readonly name: string;
  readonly svg: string;
}

/** Draws what a run found: every goal beside its bound, and how cost grows. */
export function drawCharts(report: RunReport): Chart[] {
  const charts: Chart[] = [];
  const goals = report.benchmarks.filter(({ goal, figure }) => goal && figure);
  if (goals.length > 0) charts.push({ name: "goals", svg: ratioChart(goals) });
  for (const { name, series } of report.benchmarks) {
    series.forEach((each, index) => {
      const suffix = index === 0 ? "" : `-${index + 1}`;
      charts.push({ name: `${name}${suffix}`, svg: lineChart(each) });
    });
  }
  return charts;
}

import type { BenchmarkReport } from "./report.ts";
import { escape, picture, px, tickLabel } from "./svg.ts";

const WIDTH = 720;
const ROW_HEIGHT = 30;
const HEAD_HEIGHT = 62;
const PLOT = { left: 170, right: 560 };
/** Further from its bound than this a figure is drawn at the edge. */
const FACTOR_MAX = 8;

/**
 * Draws each figure by how far it is from its goal, on a logarithmic axis whose middle is the goal
 * and whose right side is better, whatever the figure's unit is. A benchmark that failed has a row
 * that says so and nothing else: its figure, if it has one, is not to be relied on.
 */
export function ratioChart(reports: readonly BenchmarkReport[]): string {
  const height = HEAD_HEIGHT + reports.length * ROW_HEIGHT + 16;
  const middle = (PLOT.left + PLOT.right) / 2;
  const rows = reports.flatMap((report, index) =>
    drawRow(report, HEAD_HEIGHT + index * ROW_HEIGHT + ROW_HEIGHT / 2),
  );
  return picture({ width: WIDTH, height }, "Figures beside their goals", [
    `<text x="16" y="24" font-size="15" font-weight="600">Figures beside their goals</text>`,
    `<text class="soft" x="16" y="44">The dashed line is the goal; to its right is better. Bars span the rounds.</text>`,
    `<line class="bound" x1="${middle}" x2="${middle}" y1="${HEAD_HEIGHT - 6}" y2="${height - 12}"/>`,
    ...rows,
  ]);
}

function drawRow(report: BenchmarkReport, y: number): string[] {
  return [
    `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(y)}" y2="${px(y)}"/>`,
    `<text text-anchor="end" x="${PLOT.left - 12}" y="${px(y + 4)}">${escape(report.name)}</text>`,
    ...drawFigure(report, y),
  ];
}

function drawFigure({ verdict, goal, figure }: BenchmarkReport, y: number): string[] {
  if (goal === undefined) return [];
  const bound = `${goal.compare === ">=" ? "≥" : "≤"} ${tickLabel(goal.bound)}`;
  const label = (text: string): string =>
    `<text x="${PLOT.right + 14}" y="${px(y + 4)}">${escape(text)}` +
    ` <tspan class="soft">(${bound})</tspan></text>`;
  if (verdict === "failed" || figure === undefined) return [label("failed")];
  const { median, min, max } = figure.spread;
  const at = (value: number): number =>
    place(goal.compare === ">=" ? value / goal.bound : goal.bound / value);
  const ends = [at(min), at(max)].toSorted((a, b) => a - b);
  return [
    `<line class="spread" x1="${px(ends[0] ?? 0)}" x2="${px(ends[1] ?? 0)}" y1="${px(y)}" y2="${px(y)}"/>`,
    `<circle class="${verdict === "met" ? "met" : "missed"}" cx="${px(at(median))}" cy="${px(y)}" r="6"/>`,
    label(`${tickLabel(median)} ${figure.unit}`),
  ];
}

/** Where a figure stands that is so many times as good as its goal. */
function place(factor: number): number {
  const bounded = Math.min(Math.max(factor, 1 / FACTOR_MAX), FACTOR_MAX);
  const share = (Math.log(bounded) / Math.log(FACTOR_MAX) + 1) / 2;
  return PLOT.left + share * (PLOT.right - PLOT.left);
}

import { linearScale, logScale, type Scale } from "./chart-scale.ts";
import type { BenchmarkReport } from "./report.ts";
import { escape, picture, px, tickLabel } from "./svg.ts";

type Series = BenchmarkReport["series"][number];
type Point = Series["lines"][number]["points"][number];

const SIZE = { width: 720, height: 380 };
const PLOT = { left: 76, right: 696, top: 52, bottom: 318 };
/** Points closer together than this are drawn as a line without dots. */
const DOTS_MAX = 40;

/** Draws lines over a common axis, each median with the spread of its rounds. */
export function lineChart(series: Series): string {
  const points = series.lines.flatMap((line) => line.points);
  const xs = points.map(({ x }) => x);
  const xScale = series.xScale === "log" ? logScale(xs) : linearScale(Math.max(...xs, 1));
  const yScale = linearScale(Math.max(...points.map(({ y }) => y.max), 1));
  const x = (value: number): number => PLOT.left + xScale.at(value) * (PLOT.right - PLOT.left);
  const y = (value: number): number => PLOT.bottom - yScale.at(value) * (PLOT.bottom - PLOT.top);
  return picture(SIZE, series.title, [
    `<text x="${PLOT.left}" y="24" font-size="15" font-weight="600">${escape(series.title)}</text>`,
    `<text x="${PLOT.left}" y="42" class="soft">${escape(series.yLabel)}, median and spread of the rounds</text>`,
    ...yScale.ticks.map(
      (tick) =>
        `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(y(tick))}" y2="${px(y(tick))}"/>` +
        `<text class="soft" text-anchor="end" x="${PLOT.left - 8}" y="${px(y(tick) + 4)}">${tickLabel(tick)}</text>`,
    ),
    ...xTicks(xScale, x),
    `<line class="axis" x1="${PLOT.left}" x2="${PLOT.right}" y1="${PLOT.bottom}" y2="${PLOT.bottom}"/>`,
    `<text class="soft" text-anchor="middle" x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 44}">${escape(series.xLabel)}</text>`,
    ...series.lines.flatMap((line) => drawLine(line.points, x, y)),
  ]);
}

function xTicks({ ticks }: Scale, x: (value: number) => number): string[] {
  return ticks.map(
    (tick) =>
      `<text class="soft" text-anchor="middle" x="${px(x(tick))}" y="${PLOT.bottom + 20}">${tickLabel(tick)}</text>`,
  );
}

function drawLine(
  points: readonly Point[],
  x: (value: number) => number,
  y: (value: number) => number,
): string[] {
  const path = points.map((point) => `${px(x(point.x))},${px(y(point.y.median))}`).join(" ");
  const upper = points.map((point) => `${px(x(point.x))},${px(y(point.y.max))}`);
  const lower = points.map((point) => `${px(x(point.x))},${px(y(point.y.min))}`).toReversed();
  const dots = points.length > DOTS_MAX ? [] : points;
  return [
    `<polygon class="band" points="${[...upper, ...lower].join(" ")}"/>`,
    `<polyline class="line" points="${path}"/>`,
    ...dots.map(
      ({ x: at, y: spread }) =>
        `<circle class="dot" cx="${px(x(at))}" cy="${px(y(spread.median))}" r="4"/>` +
        `<text text-anchor="middle" x="${px(x(at))}" y="${px(y(spread.median) - 12)}">${tickLabel(spread.median)}</text>`,
    ),
  ];
}

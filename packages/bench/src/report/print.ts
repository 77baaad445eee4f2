import type { FlushTime } from "../measure/flush.ts";
import type { Machine } from "../measure/machine.ts";
import type { BenchmarkReport } from "./report.ts";

const MEGABYTE = 1_000_000;
const GIGABYTE = 1_000_000_000;
const NAME_WIDTH = 24;

/** A line on the standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The machine, in one line. */
export function machineLine({ cores, cpu, memoryBytes, kernel }: Machine): string {
  return `${cores} cores of ${cpu}, ${(memoryBytes / GIGABYTE).toFixed(1)} GB, ${kernel}`;
}

/** How long the disk takes, in one line. */
export function flushLine({ method, medianUs, p99Us, pgTestFsyncUs }: FlushTime): string {
  const p99 = p99Us === undefined ? "" : `, p99 ${p99Us.toFixed(0)} µs`;
  const other = pgTestFsyncUs === undefined ? "" : `; pg_test_fsync says ${pgTestFsyncUs} µs`;
  return `flush: median ${medianUs.toFixed(0)} µs${p99} (${method})${other}`;
}

/** One benchmark: its figure, and below it what was measured. */
export function benchmarkLines(report: BenchmarkReport): string[] {
  const { name, title, verdict, reason, figure, goal } = report;
  const goalText =
    goal === undefined ? "" : ` (goal ${goal.compare === ">=" ? "≥" : "≤"} ${goal.bound})`;
  const lines = [`${name}: ${title}`];
  if (figure !== undefined) {
    const { median, min, max, rounds } = figure.spread;
    const range = rounds.length > 1 ? `, ${number(min)} to ${number(max)}` : "";
    lines.push(`  ${number(median)} ${figure.unit}${range}${goalText}: ${verdict}`);
  }
  if (reason !== undefined) lines.push(`  ${verdict}: ${reason}`);
  for (const { name: subject, perSecond, cpuUs, peakBytes, latencyMs } of report.subjects) {
    const rate = `${number(perSecond.median)}/s`;
    const range = `${number(perSecond.min)} to ${number(perSecond.max)}`;
    const cpu = entries(cpuUs, (us) => number(us));
    const memory = entries(peakBytes, (bytes) => (bytes / MEGABYTE).toFixed(0));
    const p99 = latencyMs === undefined ? "" : `, p99 ${number(latencyMs.p99)} ms`;
    lines.push(`  ${subject.padEnd(NAME_WIDTH)} ${rate.padStart(9)} (${range})${p99}`);
    lines.push(`  ${"".padEnd(NAME_WIDTH)}   CPU µs each: ${cpu}; MB at most: ${memory}`);
  }
  for (const [what, value] of Object.entries(report.more)) {
    lines.push(`  ${what}: ${typeof value === "number" ? number(value) : value}`);
  }
  return lines;
}

/** What the benchmarks took together, in one line. */
export function secondsLine(reports: readonly BenchmarkReport[]): string {
  const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
  return `all benchmarks together: ${seconds.toFixed(0)} s`;
}

/** The goals and what became of them, as a table in Markdown. */
export function goalTable(reports: readonly BenchmarkReport[]): string[] {
  const rows = reports.map(({ name, title, verdict, goal, figure }) => {
    const bound = goal === undefined ? "–" : `${goal.compare === ">=" ? "≥" : "≤"} ${goal.bound}`;
    const { median, min, max } = figure?.spread ?? {};
    const value = median === undefined ? "–" : `${number(median)} ${figure?.unit ?? ""}`;
    const range = min === undefined || max === undefined ? "–" : `${number(min)} to ${number(max)}`;
    return `| ${name} | ${title} | ${bound} | ${value} | ${range} | ${verdict} |`;
  });
  return [
    "| name | figure | goal | median | spread | |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ];
}

function entries(
  values: Readonly<Record<string, number>>,
  show: (value: number) => string,
): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${show(value)}`)
    .join(", ");
}

/** Three digits that count, and no more than are known. */
function number(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  const magnitude = Math.abs(value);
  if (magnitude >= 1_000) return Math.round(value).toLocaleString("en").replaceAll(",", " ");
  if (magnitude >= 100) return value.toFixed(0);
  if (magnitude >= 10) return value.toFixed(1);
  return value.toFixed(magnitude >= 1 || magnitude === 0 ? 2 : 3);
}

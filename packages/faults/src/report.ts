import type { Row } from "./row.ts";
import type { Findings } from "./stage/findings.ts";

/** A row's rounds together. */
export interface RowReport {
  readonly name: string;
  readonly fault: string;
  readonly promise: string;
  readonly runs: number;
  readonly operations: number;
  readonly violations: readonly string[];
  /** The longest, in milliseconds; null where nothing had to recover. */
  readonly recoveryMsMax: number | null;
  /** The largest of each, by what it is of. */
  readonly figures: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Adds up a row's rounds. */
export function summarize(row: Row, rounds: readonly Findings[], seconds: number): RowReport {
  const recoveries = rounds.flatMap(({ recoveryMs }) => recoveryMs);
  const figures: Record<string, number> = {};
  for (const [name, value] of rounds.flatMap((round) => [...round.figures])) {
    figures[name] = Math.max(value, figures[name] ?? -Infinity);
  }
  return {
    name: row.name,
    fault: row.fault,
    promise: row.promise,
    runs: rounds.length,
    operations: rounds.reduce((sum, { operations }) => sum + operations, 0),
    violations: rounds.flatMap(({ violations }) => violations),
    recoveryMsMax: recoveries.length === 0 ? null : Math.round(Math.max(...recoveries)),
    figures,
    seconds,
  };
}

/** The rows as a table in Markdown. */
export function tableOf(reports: readonly RowReport[]): string[] {
  return [
    "| row | fault | runs | operations | violations | recovery (ms) |",
    "| --- | --- | --- | --- | --- | --- |",
    ...reports.map(
      ({ name, fault, runs, operations, violations, recoveryMsMax }) =>
        `| ${name} | ${fault} | ${runs} | ${operations} | ${violations.length} | ${recoveryMsMax ?? "–"} |`,
    ),
  ];
}

import type { ProcedureReport } from "./fuzz-procedure.ts";

/** What is refused is refused so soon. */
const REFUSAL_P99_MS_MAX = 100;
/** Of fewer, a pause of the machine would decide. */
const REFUSALS_MIN = 1_000;

const HEAD = [
  "procedure",
  "cases",
  "2xx",
  "4xx",
  "5xx",
  "changed rows",
  "leaks",
  "other wrongs",
  "p99 ms",
  "4xx p99 ms",
  "slowest 4xx ms",
  "4xx by reason",
];
/** The columns from `cases` to `other wrongs` are added up. */
const SUMMED = HEAD.slice(1, 8);

/** A line for each procedure and one for all, in columns. */
export function tableOf(reports: readonly ProcedureReport[]): string {
  const lines = reports.map(rowOf);
  const sums = SUMMED.map((_, column) =>
    String(lines.reduce((sum, line) => sum + Number(line[column + 1]), 0)),
  );
  const rows = [HEAD, ...lines, ["all", ...sums]];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** What went wrong, with all that it takes to see it again; undefined where nothing did. */
export function failureOf({ path, cases, failure }: ProcedureReport): string | undefined {
  if (failure === undefined) return undefined;
  const { problem, curl, seed } = failure;
  const again = `npm run fuzz -- --procedure ${path} --cases ${cases} --seed ${seed}`;
  return `${path}: ${problem.text}\n  ${curl}\n  again: ${again}`;
}

/**
 * Says that refusals came later than is promised of a machine that does nothing else; undefined where
 * they did not, or where there are too few to tell.
 */
export function latenessOf({ path, refusals }: ProcedureReport): string | undefined {
  const { count, p99Ms } = refusals;
  if (count < REFUSALS_MIN || p99Ms <= REFUSAL_P99_MS_MAX) return undefined;
  const promise = `${REFUSAL_P99_MS_MAX} ms are promised of a machine that does nothing else`;
  return `${path}: the p99 of ${count} refusals is ${p99Ms.toFixed(1)} ms, and ${promise}`;
}

function rowOf(report: ProcedureReport): string[] {
  const { path, cases, outcomes, answers, refusals, failure } = report;
  const accepted = outcomes.get("2xx") ?? 0;
  const faults = outcomes.get("5xx") ?? 0;
  const wrongs = (["changed rows", "leak", "other"] as const).map((kind) =>
    String(failure?.problem.kind === kind ? 1 : 0),
  );
  const refused = [...outcomes].filter(([outcome]) => outcome !== "2xx" && outcome !== "5xx");
  const reasons = refused.toSorted(([, a], [, b]) => b - a);
  return [
    path,
    String(cases),
    String(accepted),
    String(cases - accepted - faults),
    String(faults),
    ...wrongs,
    ...[answers.p99Ms, refusals.p99Ms, refusals.slowestMs].map((ms) => ms.toFixed(1)),
    reasons.map(([reason, count]) => `${reason} ${count}`).join(", "),
  ];
}

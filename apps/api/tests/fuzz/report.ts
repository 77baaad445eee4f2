import type { ProcedureReport } from "./fuzz-procedure.ts";

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

function rowOf({ path, cases, outcomes, p99Ms, failure }: ProcedureReport): string[] {
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
    p99Ms.toFixed(1),
    reasons.map(([reason, count]) => `${reason} ${count}`).join(", "),
  ];
}

import type { Benchmark, Outcome } from "./benchmarks/benchmark.ts";
import { findProgram } from "./lab/find-program.ts";
import { type Lab, openLab } from "./lab/lab.ts";
import { runProgram } from "./lab/run-program.ts";
import { openStage, type Scale } from "./lab/stage.ts";
import { measureFlush } from "./measure/flush.ts";
import { describeMachine } from "./measure/machine.ts";
import { benchmarkLines, flushLine, machineLine, print } from "./report/print.ts";
import type { BenchmarkReport, RunReport } from "./report/report.ts";
import { verdictOf } from "./report/verdict.ts";

/** What a run is asked for. */
export interface RunOptions {
  readonly benchmarks: readonly Benchmark[];
  readonly scale: Scale;
  /** Where the database's files go; the disk that is measured. */
  readonly directory: string;
  /** As it was typed, for the report. */
  readonly command: string;
  readonly signal: AbortSignal;
}

/** Runs benchmarks one after the other, telling of each; whatever it starts ends with it. */
export async function runBenchmarks(options: RunOptions): Promise<RunReport> {
  const { benchmarks, scale, signal } = options;
  const startedAt = new Date().toISOString();
  const machine = describeMachine();
  print(machineLine(machine));
  await using lab = await openLab(options.directory);
  const versions = await versionsOf(lab, signal);
  print(
    `Node.js ${versions.node}, PostgreSQL ${versions.postgres}, ${versions.pgbench ?? "no pgbench"}`,
  );
  const before = await measureFlush(lab.directory, { thorough: !scale.isQuick, signal });
  print(flushLine(before));
  const reports: BenchmarkReport[] = [];
  for (const benchmark of benchmarks) {
    const report = await runOne(lab, benchmark, scale, signal);
    signal.throwIfAborted();
    print(`\n${benchmarkLines(report).join("\n")}`);
    reports.push(report);
  }
  const after = await measureFlush(lab.directory, { thorough: false, signal });
  return {
    startedAt,
    finishedAt: new Date().toISOString(),
    command: options.command,
    scale,
    machine,
    versions,
    flush: { before, after },
    benchmarks: reports,
  };
}

async function runOne(
  lab: Lab,
  benchmark: Benchmark,
  scale: Scale,
  signal: AbortSignal,
): Promise<BenchmarkReport> {
  const { name, title, goal } = benchmark;
  const startedMs = performance.now();
  const about = { name, title, ...(goal === undefined ? {} : { goal }) };
  let outcome: Outcome = {};
  let broken = 0;
  let reason: string | undefined;
  try {
    await using stage = openStage(lab, { name, scale, signal });
    outcome = await benchmark.run(stage);
    reason = outcome.failed;
    const breaches = (await stage.check()).filter((invariant) => invariant.broken > 0);
    broken = breaches.reduce((sum, breach) => sum + breach.broken, 0);
    if (broken > 0) {
      reason = `invariants are broken: ${breaches.map((one) => `${one.name} (${one.examples[0]})`).join("; ")}`;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    reason = error instanceof Error ? error.message : String(error);
  }
  const { figure, subjects = [], series = [], skipped } = outcome;
  // JSON has no way to say that a number is none.
  const more = Object.fromEntries(
    Object.entries(outcome.more ?? {}).filter(
      ([, value]) => typeof value === "string" || Number.isFinite(value),
    ),
  );
  const isFinite = figure?.spread.rounds.every(Number.isFinite) ?? true;
  if (!isFinite) reason ??= "a round gave no number";
  return {
    ...about,
    verdict: reason === undefined ? verdictOf(goal, outcome) : "failed",
    ...((reason ?? skipped) === undefined ? {} : { reason: reason ?? skipped }),
    ...(figure === undefined || !isFinite
      ? {}
      : { figure: { ...figure, spread: plain(figure.spread) } }),
    subjects: subjects.map(({ name: subject, perSecond, cpuUs, peakBytes, latencyMs }) => ({
      name: subject,
      perSecond: plain(perSecond),
      cpuUs,
      peakBytes,
      ...(latencyMs === undefined ? {} : { latencyMs }),
    })),
    series: series.map((one) => ({
      ...one,
      lines: one.lines.map((line) => ({
        name: line.name,
        points: line.points.map(({ x, y }) => ({ x, y: plain(y) })),
      })),
    })),
    more,
    broken,
    seconds: (performance.now() - startedMs) / 1_000,
  };
}

type Spread = NonNullable<Outcome["figure"]>["spread"];

const plain = ({ rounds, ...spread }: Spread) => ({ ...spread, rounds: [...rounds] });

async function versionsOf(lab: Lab, signal: AbortSignal): Promise<RunReport["versions"]> {
  const program = await findProgram("pgbench");
  const pgbench =
    program === undefined ? null : (await runProgram(program, ["--version"], { signal })).trim();
  return { node: process.versions.node, postgres: lab.postgresVersion, pgbench };
}

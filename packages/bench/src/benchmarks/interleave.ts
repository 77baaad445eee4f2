import { type Spread, spreadOf } from "../figures/percentile.ts";
import type { Latency } from "../load/protocol.ts";
import type { Measurement } from "../measure/load.ts";

/** What a subject is told in the round that is thrown away. */
const WARM_ROUND = -1;

/** One of the things that are compared with each other. */
export interface Subject {
  readonly name: string;
  measure(round: number): Promise<Measurement>;
}

/** What the rounds gave for one subject. */
export interface SubjectReport {
  readonly name: string;
  readonly perSecond: Spread;
  /** Median over the rounds, by process, microseconds for each thing counted. */
  readonly cpuUs: Readonly<Record<string, number>>;
  /** The highest of all rounds, by process. */
  readonly peakBytes: Readonly<Record<string, number>>;
  /** Of the last round. */
  readonly latencyMs?: Latency | undefined;
  readonly measurements: readonly Measurement[];
}

/**
 * Measures each subject once a round, in turn, so that what drifts on the machine drifts for all of
 * them; every other round goes backwards. A first round is thrown away where there are several: a
 * JavaScript server does its best only once some ten thousand requests have been compiled for.
 */
export async function interleave(
  rounds: number,
  subjects: readonly Subject[],
): Promise<SubjectReport[]> {
  const measured = new Map<Subject, Measurement[]>(subjects.map((subject) => [subject, []]));
  if (rounds > 1) for (const subject of subjects) await subject.measure(WARM_ROUND);
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? subjects : subjects.toReversed();
    for (const subject of order) measured.get(subject)?.push(await subject.measure(round));
  }
  return [...measured].map(([{ name }, measurements]) => reportOf(name, measurements));
}

/** Each round's rate of one subject by that of another. */
export function ratioOf(reports: readonly SubjectReport[], name: string, baseName: string): Spread {
  const rounds = find(reports, name).perSecond.rounds;
  const base = find(reports, baseName).perSecond.rounds;
  return spreadOf(rounds.map((rate, index) => rate / (base[index] ?? Number.NaN)));
}

/** Each round's CPU time of one process for each call of a subject, by that of another. */
export function cpuRatioOf(
  reports: readonly SubjectReport[],
  name: string,
  baseName: string,
  process: string,
): Spread {
  const base = find(reports, baseName).measurements;
  return spreadOf(
    find(reports, name).measurements.map(
      ({ cpuUs }, index) =>
        (cpuUs[process] ?? Number.NaN) / (base[index]?.cpuUs[process] ?? Number.NaN),
    ),
  );
}

/**
 * Of several figures the one whose median over all rounds is highest, with its name and its own
 * spread: the worst of each round would mostly be its noise. One with a round that gave no number
 * counts as the highest, so that it is not passed over.
 *
 * @throws {RangeError} when there are none.
 */
export function dearestOf(
  figures: readonly (readonly [name: string, spread: Spread])[],
): readonly [name: string, spread: Spread] {
  const cost = ({ median, rounds }: Spread): number =>
    rounds.every(Number.isFinite) ? median : Number.MAX_VALUE;
  const [dearest] = figures.toSorted(([, a], [, b]) => cost(b) - cost(a));
  if (dearest === undefined) throw new RangeError("no figure was taken");
  return dearest;
}

function find(reports: readonly SubjectReport[], name: string): SubjectReport {
  const report = reports.find((candidate) => candidate.name === name);
  if (report === undefined) throw new Error(`nothing was measured as ${name}`);
  return report;
}

function reportOf(name: string, measurements: readonly Measurement[]): SubjectReport {
  const cpuUs: Record<string, number> = {};
  const peakBytes: Record<string, number> = {};
  for (const process of new Set(measurements.flatMap((one) => Object.keys(one.cpuUs)))) {
    cpuUs[process] = spreadOf(measurements.map((one) => one.cpuUs[process] ?? 0)).median;
    peakBytes[process] = Math.max(...measurements.map((one) => one.peakBytes[process] ?? 0));
  }
  return {
    name,
    perSecond: spreadOf(measurements.map(({ perSecond }) => perSecond)),
    cpuUs,
    peakBytes,
    latencyMs: measurements.at(-1)?.latencyMs,
    measurements,
  };
}

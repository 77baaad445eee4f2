/**
 * The smallest of `sorted` that at least `percent` of them do not exceed (nearest rank).
 *
 * @param sorted ascending, in any unit.
 * @param percent from 0 to 100.
 * @throws {RangeError} when there are none, or the percentage is outside its range.
 */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  if (percent < 0 || percent > 100) throw new RangeError(`no percentage: ${percent}`);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError("there are no values");
  return value;
}

/** Median and spread of the figures of several rounds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** One for each round, in their order. */
  readonly rounds: readonly number[];
}

/**
 * Sums up the figures of the rounds; with an even number of them the median is between two.
 *
 * @throws {RangeError} when there are none.
 */
export function spreadOf(rounds: readonly number[]): Spread {
  const sorted = rounds.toSorted((a, b) => a - b);
  const min = percentile(sorted, 0);
  const max = percentile(sorted, 100);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? max;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? min;
  return { median: (lower + upper) / 2, min, max, rounds };
}

/** How long answers took, in milliseconds from the first byte of a request to the last of its reply. */
export interface AnswerTimes {
  readonly count: number;
  /** The slowest but one in a hundred; 0 where there is none. */
  readonly p99Ms: number;
  readonly slowestMs: number;
}

/** @param elapsedMs in any order */
export function answerTimes(elapsedMs: readonly number[]): AnswerTimes {
  const sorted = elapsedMs.toSorted((a, b) => a - b);
  const { length: count } = sorted;
  return { count, p99Ms: sorted.at(Math.floor(count * 0.99)) ?? 0, slowestMs: sorted.at(-1) ?? 0 };
}

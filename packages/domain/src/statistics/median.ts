/** How many times a value was seen. */
interface Weighted {
  readonly value: number;
  /** At least 1. */
  readonly count: number;
}

/**
 * The median of all values, each as often as it was seen: the middle one, or the mean of the two in
 * the middle. Null when there is none.
 *
 * @param ascending the values in their order, each at most once.
 */
export function weightedMedian(ascending: readonly Weighted[]): number | null {
  const total = ascending.reduce((sum, { count }) => sum + count, 0);
  const lower = valueAt(ascending, Math.floor((total - 1) / 2));
  const upper = valueAt(ascending, Math.floor(total / 2));
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}

/** The value at `index` if each were written as often as it was seen. */
function valueAt(ascending: readonly Weighted[], index: number): number | undefined {
  let seen = 0;
  return ascending.find(({ count }) => (seen += count) > index)?.value;
}

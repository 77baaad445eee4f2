const DAY_SECONDS = 86_400;
const MINUTE_SECONDS = 60;

/**
 * Over how long a time reservations are made, in seconds, so that the fewest of several sizes has one
 * in each of its minutes: then every size spans the same minutes of the rollups.
 */
export function spanSecondsOf(rowsMin: number): number {
  return Math.min(DAY_SECONDS, rowsMin * MINUTE_SECONDS);
}

/** The whole seconds between one and the next, so that `count` of them reach over all the time. */
export function stepSecondsOf(count: number, overSeconds: number): number {
  return Math.max(1, Math.ceil(overSeconds / count));
}

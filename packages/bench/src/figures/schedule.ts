/** A run with more is split: the schedule and the latencies stand in memory. */
const ARRIVALS_MAX = 20_000_000;

/**
 * When each request of an open loop is to be sent, made before the run so that a slow server cannot
 * slow its load down. Arrivals are independent of each other (Poisson), as buyers are, and begin at
 * the full rate at once.
 *
 * @param options.perSecond mean arrivals a second.
 * @param options.seconds how long they go on.
 * @param options.random numbers from 0 to 1; `seededRandom` makes runs comparable.
 * @returns milliseconds from the start, ascending.
 * @throws {RangeError} when there would be none, or too many.
 */
export function makeSchedule(options: {
  readonly perSecond: number;
  readonly seconds: number;
  readonly random: () => number;
}): Float64Array {
  const { perSecond, seconds, random } = options;
  const expected = perSecond * seconds;
  if (!(expected >= 1 && expected <= ARRIVALS_MAX)) {
    throw new RangeError(`${expected} arrivals cannot be scheduled`);
  }
  const endMs = seconds * 1_000;
  const meanGapMs = 1_000 / perSecond;
  const instants: number[] = [];
  let atMs = 0;
  for (;;) {
    // 1 - random() is never 0, whose logarithm has no value.
    atMs += -Math.log(1 - random()) * meanGapMs;
    if (atMs >= endMs || instants.length === ARRIVALS_MAX) break;
    instants.push(atMs);
  }
  return Float64Array.from(instants);
}

/** A sequence of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How often the loop is looked at; a timer costs nothing at this pace. */
const TICK_MS = 10;
/** Turns that are longer than this by themselves make what is shed wait too long for its answer. */
const LATE_MS_MAX = 20;
/** How long one late turn counts: a few turns of a busy process, and soon forgotten by an idle one. */
const MEMORY_MS = 200;

/** Says how late this process comes to its work. */
export interface Lateness {
  /** To be called every 10 ms; a loop that is busy calls it later. */
  readonly tick: () => void;
  /** Whether it is, or was just now, later than 20 ms. */
  readonly isBehind: () => boolean;
}

/** Watches the event loop by a timer, for as long as the process lives; tells whether it is behind. */
export function watchLoop(): Lateness["isBehind"] {
  const { tick, isBehind } = createLateness(() => performance.now());
  setInterval(tick, TICK_MS).unref();
  return isBehind;
}

/**
 * Asked within a long turn it knows of that turn as well: a burst that comes out of nothing is noticed
 * while it is being taken in.
 *
 * @param now milliseconds of a clock that nobody sets.
 */
export function createLateness(now: () => number): Lateness {
  let lastTickMs = now();
  let behindUntilMs = Number.NEGATIVE_INFINITY;
  const isBehind = (): boolean => {
    const nowMs = now();
    if (nowMs - lastTickMs > TICK_MS + LATE_MS_MAX) behindUntilMs = nowMs + MEMORY_MS;
    return nowMs < behindUntilMs;
  };
  return {
    isBehind,
    tick() {
      isBehind();
      lastTickMs = now();
    },
  };
}

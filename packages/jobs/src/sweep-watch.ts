const TICK_MS = 500;
/** No sweep for so long means that the queue delivers none. */
const QUIET_MAX_MS = 3_000;
/** Between two sweeps of its own, so that a failing one is not repeated in a tight loop. */
const PAUSE_MS = 1_000;
/** One that hangs does not keep the next from starting. */
const SWEEPS_AT_ONCE_MAX = 2;

export interface SweepWatch {
  /** Takes notice of a sweep that the queue delivered and that was completed. */
  completed(): void;
  /** Milliseconds since the last completed sweep; infinite before the first. */
  quietMs(): number;
  /** Starts no more sweeps, and waits for those it started. */
  close(): Promise<void>;
}

/**
 * Sweeps from a timer of this process whenever the queue has not delivered a sweep for 3 s, the
 * first time at once: without any queue, what is due is still released within seconds. Each worker
 * process watches for itself. Uses a clock that no change of the time of day moves.
 *
 * @param options.revive called after each such sweep, to have the queue deliver them again.
 */
export function watchSweep(options: {
  sweep: () => Promise<void>;
  revive: () => void;
  onError: (error: unknown) => void;
}): SweepWatch {
  const running = new Set<Promise<void>>();
  let completedAt = -Infinity;
  let startedAt = -Infinity;
  const completed = () => {
    completedAt = performance.now();
  };

  const tick = (): void => {
    const now = performance.now();
    if (now - completedAt < QUIET_MAX_MS || now - startedAt < PAUSE_MS) return;
    if (running.size >= SWEEPS_AT_ONCE_MAX) return;
    startedAt = now;
    const sweep = options
      .sweep()
      .then(completed)
      .catch(options.onError)
      .finally(() => running.delete(sweep));
    running.add(sweep);
    options.revive();
  };
  const timer = setInterval(tick, TICK_MS);
  tick();

  return {
    completed,
    quietMs: () => performance.now() - completedAt,
    async close() {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

interface WaitOptions {
  /** Gives the wait up. */
  readonly signal: AbortSignal;
  /** Whether a connection that comes back ends the wait. */
  readonly endsOnline: boolean;
}

/** A wait that somebody may cut short. */
export interface Wait {
  readonly over: Promise<void>;
  /** Ends it now. */
  readonly end: () => void;
}

/** Waits for `ms`; `over` rejects when `signal` gives it up. */
export function startWait(ms: number, { signal, endsOnline }: WaitOptions): Wait {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(end, ms);
  if (endsOnline) addEventListener("online", end);
  signal.addEventListener("abort", giveUp);

  function clear(): void {
    clearTimeout(timer);
    removeEventListener("online", end);
    signal.removeEventListener("abort", giveUp);
  }
  function end(): void {
    clear();
    resolve();
  }
  function giveUp(): void {
    clear();
    reject(new Error("the wait was given up", { cause: signal.reason }));
  }
  return { over: promise, end };
}

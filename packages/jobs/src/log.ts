/** Takes notice of what no caller is told. */
export interface Log {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/**
 * A reporter that passes on one warning at most in every `everyMs` milliseconds, with the number
 * it held back since: an unreachable queue would otherwise write a line for each failed attempt.
 */
export function throttledWarning(
  log: Log,
  everyMs: number,
): (error: unknown, message: string) => void {
  const throttled = throttle(everyMs);
  return (error, message) => {
    const reason = error instanceof Error ? error.message : String(error);
    throttled((heldBack) => log.warn({ reason, heldBack }, message));
  };
}

/** Runs a report unless another ran within `everyMs` milliseconds, and tells it how many did not. */
export function throttle(everyMs: number): (report: (heldBack: number) => void) => void {
  let silentUntil = -Infinity;
  let heldBack = 0;
  return (report) => {
    const now = performance.now();
    if (now < silentUntil) {
      heldBack += 1;
      return;
    }
    silentUntil = now + everyMs;
    report(heldBack);
    heldBack = 0;
  };
}

import { useEffect, useState } from "react";
import { type Countdown, remainingMs } from "../countdown.ts";

const SECOND_MS = 1_000;
/** How many replies' times of arrival are remembered. */
const ARRIVALS_MAX = 200;

// When each reply was first seen here, by the server's own time in it. A reply that is shown again,
// or repeated under its idempotency key, keeps the time that has passed since.
const arrivals = new Map<string, number>();

/**
 * How long a hold has left, from the server's two instants and a clock that nobody sets: right on a
 * device whose time is wrong. The component is rendered again each second, until it is over. Ask the
 * server again at 0: the countdown is for the eye.
 *
 * @param reply `expiresAt` and `serverNow` as they came together; null while there is no countdown
 * @returns whole milliseconds, a multiple of a second and rounded up; null without a reply
 * @throws RangeError when an instant cannot be read
 */
export function useCountdown(reply: Countdown | null): number | null {
  const [nowMs, setNowMs] = useState(() => performance.now());
  // A reply may have come since the last tick, which would otherwise be counted from before it.
  const arrivedAtMs = reply === null ? null : arrivalOf(reply.serverNow);
  const leftMs =
    reply === null || arrivedAtMs === null
      ? null
      : remainingMs(reply, arrivedAtMs, Math.max(nowMs, arrivedAtMs));

  useEffect(() => {
    if (leftMs === null || leftMs === 0) return undefined;
    // At the end of the second that is shown, so that no second is skipped or shown twice.
    const timer = setTimeout(() => setNowMs(performance.now()), leftMs % SECOND_MS || SECOND_MS);
    return () => clearTimeout(timer);
  }, [leftMs]);

  return leftMs === null ? null : Math.ceil(leftMs / SECOND_MS) * SECOND_MS;
}

/** `performance.now()` when a reply with this `serverNow` was first seen. */
function arrivalOf(serverNow: string): number {
  const known = arrivals.get(serverNow);
  if (known !== undefined) return known;
  const oldest = arrivals.keys().next();
  if (arrivals.size >= ARRIVALS_MAX && oldest.done === false) arrivals.delete(oldest.value);
  const nowMs = performance.now();
  arrivals.set(serverNow, nowMs);
  return nowMs;
}

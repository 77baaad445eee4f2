/** The two instants of any reply that has a countdown: ISO 8601, UTC. */
export interface Countdown {
  readonly expiresAt: string;
  readonly serverNow: string;
}

/**
 * How long a hold has left. Only the server's two instants are subtracted from each other, and the
 * time since they came is measured on a clock that nobody sets, so a device whose time is wrong
 * shows the right countdown.
 *
 * @param reply a reservation, as it came
 * @param receivedAtMs `performance.now()` when the reply came
 * @param nowMs `performance.now()` at this moment
 * @returns whole milliseconds, 0 once it is over
 * @throws RangeError when an instant cannot be read
 */
export function remainingMs(reply: Countdown, receivedAtMs: number, nowMs: number): number {
  const leftMs = Date.parse(reply.expiresAt) - Date.parse(reply.serverNow);
  if (Number.isNaN(leftMs)) {
    throw new RangeError(`no countdown from ${reply.serverNow} to ${reply.expiresAt}`);
  }
  return Math.max(0, Math.ceil(leftMs - (nowMs - receivedAtMs)));
}

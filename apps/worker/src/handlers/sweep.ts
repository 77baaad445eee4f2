import type { Log } from "@stampede/domain/context";
import { throttle } from "@stampede/jobs/log";
import type { JobHandlers } from "@stampede/jobs/registry";
import type { Duties } from "../duties.ts";

/** A duty fails at each sweep while its cause lasts; a line for each would bury the first. */
const LOG_EVERY_MS = 5_000;

/**
 * Does all that is due, for which an alarm may have been lost. Whether it counts as done is for the
 * release of tickets alone to say: one event or refund that fails is told in the log, and makes no
 * worker unhealthy whose other work goes on.
 */
export function handleSweep(duties: Duties, log: Log): JobHandlers["sweep"] {
  const { release, ...others } = duties;
  const sideDuties = Object.entries(others).map(([duty, work]) => {
    const throttled = throttle(LOG_EVERY_MS);
    const onError = (error: unknown): void =>
      throttled((heldBack) => log.error({ error, duty, heldBack }, "a duty of the sweep failed"));
    return () => work().catch(onError);
  });
  return async () => {
    const [released] = await Promise.allSettled([release(), ...sideDuties.map((work) => work())]);
    if (released.status === "rejected") throw released.reason;
  };
}

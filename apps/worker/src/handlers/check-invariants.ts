import type { Database } from "@stampede/db/client";
import { SQLSTATE, sqlState } from "@stampede/db/errors";
import { checkInvariants } from "@stampede/domain/checks/check-invariants";
import type { Log } from "@stampede/domain/context";
import type { JobHandlers } from "@stampede/jobs/registry";
import type { WorkerMetrics } from "../metrics.ts";
import { oneAtATime } from "../one-at-a-time.ts";

/** What was too much once is not tried again at once: an operator can run the check at a quiet hour. */
const REST_MS = 3_600_000;

/**
 * Verifies the invariants beside the sales, tells the metrics, and logs each that is broken. The
 * queue gives the job to one worker at a time, and a check ends long before the next one comes.
 */
export function handleCheckInvariants(ctx: {
  readonly db: Database;
  readonly log: Log;
  readonly metrics: WorkerMetrics;
}): JobHandlers["check-invariants"] {
  const { db, log, metrics } = ctx;
  let restsUntil = -Infinity;
  return oneAtATime(async () => {
    const startedAt = performance.now();
    if (startedAt < restsUntil) return;
    try {
      const reports = await checkInvariants(db, "gentle");
      metrics.checked(reports, performance.now() - startedAt);
      for (const { id, name, broken, examples } of reports) {
        if (broken > 0) log.error({ invariant: id, broken, examples }, `is broken: ${name}`);
      }
    } catch (error) {
      const wasTooLong = sqlState(error) === SQLSTATE.queryCanceled;
      if (wasTooLong) restsUntil = performance.now() + REST_MS;
      metrics.checkFailed();
      throw error;
    }
  });
}

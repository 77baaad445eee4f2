import type { PaymentContext } from "@stampede/domain/payments/payment-context";
import { reconcilePayments } from "@stampede/domain/payments/reconcile-payments";
import { releaseDue } from "@stampede/domain/reservations/release-due";
import type { JobHandlers } from "@stampede/jobs/registry";

/**
 * Does all that is due, for which an alarm may have been lost. The two parts share nothing: one that
 * fails, or waits for a slow gateway, does not hold up the other, in this sweep or the next.
 */
export function handleSweep(ctx: PaymentContext): JobHandlers["sweep"] {
  const release = oneAtATime(() => releaseDue(ctx));
  const reconcile = oneAtATime(() => reconcilePayments(ctx));
  return async () => {
    const results = await Promise.allSettled([release(), reconcile()]);
    const failed = results.filter((result) => result.status === "rejected");
    const [first] = failed;
    if (first === undefined) return;
    throw new Error(`${failed.length} of 2 parts of the sweep failed`, { cause: first.reason });
  };
}

/** Does nothing while the last call is under way: it, or the next sweep, does what is due. */
function oneAtATime(work: () => Promise<unknown>): () => Promise<void> {
  let isRunning = false;
  return async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      await work();
    } finally {
      isRunning = false;
    }
  };
}

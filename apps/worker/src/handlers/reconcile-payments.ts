import type { PaymentContext } from "@stampede/domain/payments/payment-context";
import { reconcilePayments } from "@stampede/domain/payments/reconcile-payments";
import type { JobHandlers } from "@stampede/jobs/registry";

/** Asks the gateway about what is due by the database's time, whatever second the job was meant for. */
export function handleReconcilePayments(ctx: PaymentContext): JobHandlers["reconcile-payments"] {
  return async () => {
    await reconcilePayments(ctx);
  };
}

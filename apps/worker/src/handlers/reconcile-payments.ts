import type { JobHandlers } from "@stampede/jobs/registry";
import { allSettled } from "../all-settled.ts";
import type { Duties } from "../duties.ts";

/** Asks the gateway about what is due by the database's time, whatever second the job was meant for. */
export function handleReconcilePayments({
  settle,
  refund,
}: Pick<Duties, "settle" | "refund">): JobHandlers["reconcile-payments"] {
  return () => allSettled("reconciling", [settle(), refund()]);
}

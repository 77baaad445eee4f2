import type { JobHandlers } from "@stampede/jobs/registry";
import { allSettled } from "../all-settled.ts";
import type { Duties } from "../duties.ts";

/** Does all that is due, for which an alarm may have been lost. */
export function handleSweep({ release, settle, refund, windUp }: Duties): JobHandlers["sweep"] {
  return () => allSettled("the sweep", [release(), settle(), refund(), windUp()]);
}

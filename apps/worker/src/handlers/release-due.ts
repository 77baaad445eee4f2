import type { DomainContext } from "@stampede/domain/context";
import { releaseDue } from "@stampede/domain/reservations/release-due";
import type { JobHandlers } from "@stampede/jobs/registry";

/** Releases what is due by the database's time, whatever second the job was meant for. */
export function handleReleaseDue(ctx: Pick<DomainContext, "db">): JobHandlers["release-due"] {
  return async () => {
    await releaseDue(ctx);
  };
}

import { type SalesTerms, salesPhase } from "./sales-window.ts";
import type { AvailabilityStatus } from "./shapes.ts";

/** What decides how a ticket type is shown. */
export interface StatusInput extends SalesTerms {
  readonly eventStatus: "draft" | "published" | "cancelled";
  readonly capacity: number;
  readonly held: number;
  readonly sold: number;
}

/**
 * The state of a ticket type at `now`. `all_held`: none is free, but some are only held and may
 * return; `sold_out`: none can return by expiry.
 */
export function availabilityStatus(input: StatusInput, now: Date): AvailabilityStatus {
  if (input.eventStatus === "cancelled") return "ended";
  const phase = salesPhase(input, now);
  if (phase !== "open") return phase;
  if (input.capacity - input.held - input.sold > 0) return "on_sale";
  return input.held > 0 ? "all_held" : "sold_out";
}

import type { ItemRow } from "@stampede/db/schema";
import { type SalesTerms, salesEnd, salesPhase } from "./sales-window.ts";

/** A ticket type as it is offered to a group: its terms, and its counters under their lock. */
export interface Offer extends SalesTerms {
  readonly ticketTypeId: string;
  readonly position: number;
  /** Minor units. */
  readonly unitAmount: number;
  readonly maxPerReservation: number;
  readonly capacity: number;
  readonly held: number;
  readonly sold: number;
}

/** One line for each ticket type: the buyer's lines of one type are added up before. */
export interface Line {
  readonly ticketTypeId: string;
  readonly quantity: number;
}

export type AllocationRefusal =
  | { readonly reason: "NOT_FOUND" }
  | { readonly reason: "SALES_NOT_STARTED" | "SALES_ENDED"; ticketTypeId: string; at: Date }
  | { readonly reason: "LIMIT_REACHED"; ticketTypeId: string; max: number }
  | { readonly reason: "SOLD_OUT" | "ALL_HELD"; ticketTypeId: string; available: number };

export type Decision =
  | { readonly granted: true; readonly items: ItemRow[] }
  | { readonly granted: false; readonly refusal: AllocationRefusal };

export interface Allocation {
  /** One for each request, in its order. */
  readonly decisions: readonly Decision[];
  /** How many tickets of each ticket type were granted; those of which none was are missing. */
  readonly granted: ReadonlyMap<string, number>;
}

/**
 * Decides a group of requests in the order of their arrival, exactly as one at a time would: each
 * gets all that it asks for or nothing, and a refused one takes nothing from those behind it.
 *
 * @param requests the lines of each request.
 * @param now database time.
 */
export function allocate(
  offers: readonly Offer[],
  requests: readonly (readonly Line[])[],
  now: Date,
): Allocation {
  const byId = new Map(offers.map((offer) => [offer.ticketTypeId, offer]));
  const granted = new Map<string, number>();
  const decisions = requests.map((lines): Decision => {
    const items: ItemRow[] = [];
    for (const line of lines) {
      const offer = byId.get(line.ticketTypeId);
      const refusal = refuse(offer, line, granted.get(line.ticketTypeId) ?? 0, now);
      if (refusal !== undefined) return { granted: false, refusal };
      if (offer !== undefined) items.push([offer.position, line.quantity, offer.unitAmount]);
    }
    for (const { ticketTypeId, quantity } of lines) {
      granted.set(ticketTypeId, (granted.get(ticketTypeId) ?? 0) + quantity);
    }
    return { granted: true, items };
  });
  return { decisions, granted };
}

function refuse(
  offer: Offer | undefined,
  { ticketTypeId, quantity }: Line,
  grantedBefore: number,
  now: Date,
): AllocationRefusal | undefined {
  if (offer === undefined) return { reason: "NOT_FOUND" };
  const phase = salesPhase(offer, now);
  if (phase === "not_started" && offer.salesStartAt !== null) {
    return { reason: "SALES_NOT_STARTED", ticketTypeId, at: offer.salesStartAt };
  }
  if (phase === "ended") return { reason: "SALES_ENDED", ticketTypeId, at: salesEnd(offer) };
  if (quantity > offer.maxPerReservation) {
    return { reason: "LIMIT_REACHED", ticketTypeId, max: offer.maxPerReservation };
  }
  const held = offer.held + grantedBefore;
  const available = offer.capacity - held - offer.sold;
  if (quantity <= available) return undefined;
  return { reason: held > 0 ? "ALL_HELD" : "SOLD_OUT", ticketTypeId, available };
}

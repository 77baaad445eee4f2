/** When a ticket type can be bought, with what its event adds to it. */
export interface SalesTerms {
  readonly salesStartAt: Date | null;
  readonly salesEndAt: Date | null;
  readonly eventStartsAt: Date;
  readonly eventEndsAt: Date | null;
}

/**
 * The instant from which a ticket type is no longer sold: its own end of sales, or else the end of
 * the event, or else its start.
 */
export function salesEnd(terms: SalesTerms): Date {
  return terms.salesEndAt ?? terms.eventEndsAt ?? terms.eventStartsAt;
}

/** Where `now` lies in the sales window: its start belongs to it, its end does not. */
export function salesPhase(terms: SalesTerms, now: Date): "not_started" | "open" | "ended" {
  if (now >= salesEnd(terms)) return "ended";
  if (terms.salesStartAt !== null && now < terms.salesStartAt) return "not_started";
  return "open";
}

import type { AnyStampedeError } from "@stampede/client/errors";

import { type Order, type Quantities, quantitiesOf } from "./order.ts";
import type { Availability, Event, TicketType } from "./ticket-state.ts";

/** What is short, and what can be had instead. */
export interface Shortage {
  readonly ticketType: TicketType;
  readonly wanted: number;
  /** How many there are now. */
  readonly left: number;
  /** When held ones may return; null when none can. */
  readonly retry: { readonly at: string; readonly inMs: number } | null;
  /** As many as there are; null where that is none, or all that was wanted. */
  readonly takeLeft: Quantities | null;
  /** The rest of the order; null where that was all of it. */
  readonly without: Quantities | null;
  /** All that was wanted, where it has come back; else null. */
  readonly again: Quantities | null;
  /** Other ticket types of the event that there are. */
  readonly others: readonly TicketType[];
}

interface ShortageInput {
  readonly event: Event;
  readonly order: Order;
  /** What the page showed when the order went out, and what it shows now. */
  readonly seen: Availability | undefined;
  readonly availability: Availability | undefined;
}

/** What to offer after `SOLD_OUT` or `ALL_HELD`; null for any other refusal. */
export function shortageOf(
  error: AnyStampedeError,
  { event, order, seen, availability }: ShortageInput,
): Shortage | null {
  if (error.reason !== "SOLD_OUT" && error.reason !== "ALL_HELD") return null;
  const { ticketTypeId, available } = error.details;
  const ticketType = event.ticketTypes.find(({ id }) => id === ticketTypeId);
  if (ticketType === undefined) return null;
  const quantities = quantitiesOf(order);
  const wanted = quantities[ticketTypeId] ?? 0;
  // What was shown before may be what misled the buyer; only what has come since is newer.
  const isNewer = availability !== undefined && availability.asOf !== seen?.asOf;
  const left = isNewer ? leftOf(availability, ticketTypeId) : available;
  const { [ticketTypeId]: _short, ...rest } = quantities;
  return {
    ticketType,
    wanted,
    left,
    retry:
      error.reason === "ALL_HELD"
        ? { at: error.details.retryAt, inMs: error.retryAfterMs ?? 0 }
        : null,
    takeLeft: left > 0 && left < wanted ? { ...rest, [ticketTypeId]: left } : null,
    without: Object.keys(rest).length > 0 ? rest : null,
    again: left >= wanted ? quantities : null,
    others: event.ticketTypes.filter(
      ({ id }) => !(id in quantities) && leftOf(availability, id) > 0,
    ),
  };
}

function leftOf(availability: Availability | undefined, id: string): number {
  const row = availability?.ticketTypes.find(({ ticketTypeId }) => ticketTypeId === id);
  return row?.status === "on_sale" ? row.available : 0;
}

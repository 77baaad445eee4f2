import { LINES_MAX, type Quantities, totalOf } from "./order.ts";
import { type Event, type TicketState, type TicketType, availableOf } from "./ticket-state.ts";

/** How many of a ticket type can be chosen, and which of the limits that is. */
export interface Limit {
  readonly max: number;
  readonly why: "per_reservation" | "left" | "lines";
}

interface LimitInput {
  readonly state: TicketState;
  /** What is chosen of all ticket types. */
  readonly chosen: Quantities;
  /** What the server said that the limit is, where it differs from what the page knew. */
  readonly said: number | undefined;
}

/** How many of a ticket type can be chosen now. */
export function limitOf(
  { id, maxPerReservation }: TicketType,
  { state, chosen, said = Number.POSITIVE_INFINITY }: LimitInput,
): Limit {
  const others = Object.entries(chosen).filter(([other, count]) => other !== id && count > 0);
  if (others.length >= LINES_MAX) return { max: 0, why: "lines" };
  const most = Math.min(maxPerReservation, said);
  const available = availableOf(state);
  return available < most ? { max: available, why: "left" } : { max: most, why: "per_reservation" };
}

/** What an order with these quantities costs. */
export function totalPrice(
  { ticketTypes }: Event,
  quantities: Quantities,
): { readonly amount: number; readonly currency: string } {
  return {
    amount: ticketTypes.reduce(
      (sum, { id, price }) => sum + price.amount * (quantities[id] ?? 0),
      0,
    ),
    currency: ticketTypes[0]?.price.currency ?? "EUR",
  };
}

/** What a buyer gets and for how much, in a form that can be compared. */
export function offerOf(event: Event, quantities: Quantities): string {
  const lines = event.ticketTypes.map(({ id }) => quantities[id] && id + quantities[id]);
  return [totalPrice(event, quantities).amount, ...lines].filter(Boolean).join();
}

/** Whether two orders ask for the same. */
export function sameQuantities(a: Quantities, b: Quantities): boolean {
  return (
    totalOf(a) === totalOf(b) && Object.entries(a).every(([id, count]) => (b[id] ?? 0) === count)
  );
}

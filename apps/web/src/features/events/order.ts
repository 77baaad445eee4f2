import type { Inputs } from "@stampede/client/api";
import { newIdempotencyKey } from "@stampede/client/idempotency-key";

/** How many of each ticket type, by its id; none of those that are absent. */
export type Quantities = Readonly<Record<string, number>>;

/** Who reserves. */
export interface Buyer {
  readonly email: string;
  readonly name: string;
}

/** What is sent, again and again the same until its answer has come. */
export type Order = Inputs["reservations"]["create"];

/** The server takes no more ticket types in one reservation. */
export const LINES_MAX = 10;

/** Makes an order, with a key of its own. */
export function orderOf(eventId: string, quantities: Quantities, { email, name }: Buyer): Order {
  return {
    eventId,
    items: Object.entries(quantities)
      .filter(([, quantity]) => quantity > 0)
      .map(([ticketTypeId, quantity]) => ({ ticketTypeId, quantity })),
    customer: { email: email.trim(), ...(name.trim() !== "" && { name: name.trim() }) },
    idempotencyKey: newIdempotencyKey(),
  };
}

/** What an order asks for. */
export function quantitiesOf({ items }: Order): Quantities {
  return Object.fromEntries(items.map(({ ticketTypeId, quantity }) => [ticketTypeId, quantity]));
}

/** Who made an order. */
export function buyerOf({ customer }: Order): Buyer {
  return { email: customer.email, name: customer.name ?? "" };
}

/** How many tickets there are in all. */
export function totalOf(quantities: Quantities): number {
  return Object.values(quantities).reduce((sum, quantity) => sum + quantity, 0);
}

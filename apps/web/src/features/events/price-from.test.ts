import { expect, test } from "vitest";

import { texts } from "../../texts/en/events.ts";
import { priceFrom } from "./price-from.ts";
import type { Availability, Event, TicketType } from "./ticket-state.ts";

const TYPES = [
  { id: "early", price: { amount: 1_000, currency: "EUR" } },
  { id: "regular", price: { amount: 2_500, currency: "EUR" } },
  { id: "vip", price: { amount: 9_900, currency: "EUR" } },
];

function priceOf(...onSale: readonly string[]): string | null {
  // oxlint-disable typescript/no-unsafe-type-assertion -- what a price depends on, and nothing else
  const event = { ticketTypes: TYPES as readonly Partial<TicketType>[] } as Event;
  const availability = {
    ticketTypes: TYPES.map(({ id }) => ({
      ticketTypeId: id,
      status: onSale.includes(id) ? "on_sale" : "sold_out",
      available: onSale.includes(id) ? 5 : 0,
    })),
  } as Availability;
  // oxlint-enable typescript/no-unsafe-type-assertion
  return priceFrom(event, availability, "en", texts);
}

test("the price is that of what can still be had", () => {
  expect(priceOf("early", "regular", "vip")).toBe("from €10");
  expect(priceOf("regular", "vip")).toBe("from €25");
  expect(priceOf("vip")).toBe("€99");
});

test("where nothing can be had, it is that of all there was", () => {
  expect(priceOf()).toBe("from €10");
});

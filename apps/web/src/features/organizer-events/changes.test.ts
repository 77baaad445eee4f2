import { expect, test } from "vitest";

import { eventChanges, ticketTypeChanges } from "./changes.ts";
import type { EventInput } from "./event-values.ts";
import { SAVED_EVENT, SAVED_TICKET_TYPE } from "./saved-event.fixture.ts";

const { id: _id, ...typed } = SAVED_TICKET_TYPE;
const after: EventInput = {
  name: "Paper Boats",
  slug: "paper-boats",
  description: "",
  startsAt: "2027-06-12T17:00:00.000Z",
  endsAt: null,
  timezone: "Europe/Warsaw",
  venue: { city: "Gdańsk", name: "Antresola", country: null, address: null },
  ticketTypes: [typed],
};

test("what stays as it is is not sent, and seconds that no field shows stay", () => {
  expect(eventChanges(SAVED_EVENT, after)).toBeNull();
  expect(ticketTypeChanges(SAVED_TICKET_TYPE, typed)).toBeNull();
});

test("only what has changed is sent", () => {
  expect(eventChanges(SAVED_EVENT, { ...after, name: "Boats", venue: null })).toEqual({
    name: "Boats",
    venue: null,
  });
  const price = { amount: 5_000, currency: "EUR" as const };
  expect(ticketTypeChanges(SAVED_TICKET_TYPE, { ...typed, price, capacity: 99 })).toEqual({
    price,
    capacity: 99,
  });
});

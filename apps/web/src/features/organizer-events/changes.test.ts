import { expect, test } from "vitest";

import { eventChanges, ticketTypeChanges } from "./changes.ts";
import type { EventInput, OrganizerEvent } from "./event-values.ts";

const ticketType = {
  id: "t",
  name: "Regular",
  description: "",
  price: { amount: 4_900, currency: "EUR" as const },
  capacity: 100,
  maxPerReservation: 10,
  salesStartAt: null,
  salesEndAt: null,
};
const before: OrganizerEvent = {
  id: "e",
  slug: "paper-boats",
  name: "Paper Boats",
  description: "",
  startsAt: "2027-06-12T17:00:30.500Z",
  endsAt: null,
  timezone: "Europe/Warsaw",
  venue: { name: "Antresola", address: null, city: "Gdańsk", country: null },
  status: "published",
  organizer: { name: "Demo", slug: "demo" },
  ticketTypes: [ticketType],
};
const { id: _id, ...typed } = ticketType;
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
  expect(eventChanges(before, after)).toBeNull();
  expect(ticketTypeChanges(ticketType, typed)).toBeNull();
});

test("only what has changed is sent", () => {
  expect(eventChanges(before, { ...after, name: "Boats", venue: null })).toEqual({
    name: "Boats",
    venue: null,
  });
  const price = { amount: 5_000, currency: "EUR" as const };
  expect(ticketTypeChanges(ticketType, { ...typed, price, capacity: 99 })).toEqual({
    price,
    capacity: 99,
  });
});

import { expect, test } from "vitest";

import { type Availability, type Event, FEW_LEFT_MAX } from "./ticket-state.ts";
import { eventStateOf, ticketStateOf } from "./ticket-state.ts";

type Row = Partial<Availability["ticketTypes"][number]>;

function eventWith(...rows: Row[]): [Event, Availability] {
  const ticketTypes = rows.map((row, index) => ({
    ticketTypeId: String(index),
    name: `Type ${index}`,
    available: 0,
    held: 0,
    status: "on_sale" as const,
    nextReleaseAt: null,
    ...row,
  }));
  const event: Event = {
    id: "e",
    slug: "e",
    name: "E",
    description: "",
    startsAt: "2027-01-01T20:00:00.000Z",
    endsAt: null,
    timezone: "Europe/Warsaw",
    venue: null,
    status: "published",
    organizer: { name: "O", slug: "o" },
    ticketTypes: ticketTypes.map(({ ticketTypeId, name }, index) => ({
      id: ticketTypeId,
      name,
      description: "",
      price: { amount: 100, currency: "EUR" },
      maxPerReservation: 10,
      salesStartAt: `2026-12-0${9 - index}T10:00:00.000Z`,
      salesEndAt: null,
    })),
  };
  return [event, { eventId: "e", asOf: "2026-12-01T00:00:00.000Z", ticketTypes }];
}

test("few are left up to the threshold, and not above it", () => {
  const [event, availability] = eventWith(
    { available: FEW_LEFT_MAX },
    { available: FEW_LEFT_MAX + 1 },
  );
  const kinds = event.ticketTypes.map((type) => ticketStateOf(type, availability).kind);
  expect(kinds).toEqual(["few_left", "on_sale"]);
  expect(eventStateOf(event, availability)).toEqual({ kind: "on_sale", available: 21 });
});

test("an event is what the best of its ticket types is, with the earliest instant of any", () => {
  const held = { status: "all_held" } as const;
  expect(
    eventStateOf(
      ...eventWith(
        { status: "sold_out" },
        { ...held, nextReleaseAt: "2026-12-01T12:00:00.000Z" },
        { ...held, nextReleaseAt: "2026-12-01T11:00:00.000Z" },
        held,
      ),
    ),
  ).toEqual({ kind: "all_held", returnsAt: "2026-12-01T11:00:00.000Z" });
  expect(
    eventStateOf(
      ...eventWith({ status: "not_started" }, { status: "not_started" }, { status: "ended" }),
    ),
  ).toEqual({ kind: "not_started", opensAt: "2026-12-08T10:00:00.000Z" });
  expect(eventStateOf(...eventWith({ status: "ended" }, { status: "sold_out" })).kind).toBe(
    "ended",
  );
});

test("what is cancelled, or has nothing to sell, or is not known yet is said to be that", () => {
  const [event, availability] = eventWith({ available: 5 });
  expect(eventStateOf({ ...event, status: "cancelled" }, availability).kind).toBe("cancelled");
  expect(eventStateOf({ ...event, ticketTypes: [] }, availability).kind).toBe("no_tickets");
  expect(eventStateOf(event, undefined).kind).toBe("unknown");
});

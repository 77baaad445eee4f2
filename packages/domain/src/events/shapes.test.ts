import { describe, expect, test } from "vitest";
import {
  createEventInput,
  createTicketTypeInput,
  getEventInput,
  updateEventInput,
} from "./shapes.ts";

const valid = {
  name: "Concert",
  startsAt: "2030-06-01T20:00:00+02:00",
  timezone: "europe/warsaw",
  ticketTypes: [{ name: "VIP", price: { amount: 9_900, currency: "EUR" }, capacity: 10 }],
};

test("what is written in several ways is kept in one", () => {
  expect(createEventInput.parse(valid)).toMatchObject({
    startsAt: "2030-06-01T18:00:00.000Z",
    timezone: "Europe/Warsaw",
    description: "",
    ticketTypes: [{ maxPerReservation: 10, description: "" }],
  });
});

test.each(["UTC", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])(
  "%s is a time zone",
  (timezone) => {
    expect(createEventInput.parse({ ...valid, timezone }).timezone).toBe(timezone);
  },
);

test("an update says nothing of what is absent", () => {
  const eventId = "01234567-89ab-7def-8123-456789abcdef";
  expect(updateEventInput.parse({ eventId })).toEqual({ eventId });
});

describe("refuses an event with", () => {
  test.each([
    ["an end before its start", { endsAt: "2030-06-01T17:59:59Z" }, ["endsAt"]],
    ["an offset for a time zone", { timezone: "+02:00" }, ["timezone"]],
    ["an unknown time zone", { timezone: "Europe/Atlantis" }, ["timezone"]],
    ["a start without an offset", { startsAt: "2030-06-01T20:00:00" }, ["startsAt"]],
    ["a day that is not in the calendar", { startsAt: "2030-02-29T20:00:00Z" }, ["startsAt"]],
    ["a start after the year 9999 in UTC", { startsAt: "9999-12-31T23:00:00-02:00" }, ["startsAt"]],
    ["a start before the year 1", { startsAt: "0001-01-01T00:00:00+14:00" }, ["startsAt"]],
    ["NUL in its name", { name: "a\0b" }, ["name"]],
    ["a slug that reads as an id", { slug: "01234567-89ab-7def-8123-456789abcdef" }, ["slug"]],
    ["an unknown key", { status: "published" }, []],
    ["101 ticket types", { ticketTypes: Array(101).fill(valid.ticketTypes[0]) }, ["ticketTypes"]],
  ])("%s", (_, change, path) => {
    const { error } = createEventInput.safeParse({ ...valid, ...change });
    expect(error?.issues[0]?.path).toEqual(path);
  });
});

describe("refuses a ticket type with", () => {
  const ticketType = { eventId: "01234567-89ab-7def-8123-456789abcdef", ...valid.ticketTypes[0] };
  test.each([
    ["a capacity that is not whole", { capacity: 1.5 }],
    ["a negative capacity", { capacity: -1 }],
    ["a price above the limit", { price: { amount: 100_000_001, currency: "EUR" } }],
    ["another currency", { price: { amount: 1, currency: "PLN" } }],
    ["no ticket in a reservation", { maxPerReservation: 0 }],
    ["a description of 2 001 characters", { description: "x".repeat(2_001) }],
    [
      "a sale that ends when it starts",
      { salesStartAt: "2030-01-01T00:00:00Z", salesEndAt: "2030-01-01T01:00:00+01:00" },
    ],
  ])("%s", (_, change) => {
    expect(createTicketTypeInput.safeParse({ ...ticketType, ...change }).success).toBe(false);
  });
});

test("an event is asked for by an id or a slug in any case, and by nothing else", () => {
  expect(getEventInput.parse({ event: "Big-Concert" })).toEqual({ event: "big-concert" });
  for (const event of ["", "a b", "%", "a\n", "a'--", "ż"]) {
    expect(getEventInput.safeParse({ event }).success).toBe(false);
  }
});

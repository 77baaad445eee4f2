import { expect, test } from "vitest";

import { type EventValues, emptyEvent, emptyTicketType } from "./event-values.ts";
import { readEvent } from "./read-event.ts";
import { SAVED_EVENT } from "./saved-event.fixture.ts";

const filled = (): EventValues => ({
  ...emptyEvent(),
  name: "  Paper Boats ",
  timezone: "Europe/Warsaw",
  startsAt: "2027-06-12T19:00",
  ticketTypes: [{ ...emptyTicketType(), name: "Regular", price: "49.50", capacity: "1 200" }],
});

const problemsOf = async (values: EventValues) =>
  (await readEvent(values, "en")).problems.map(({ field, problem }) => `${field}: ${problem}`);

test("what was typed becomes instants of the event's timezone and minor units", async () => {
  const { event } = await readEvent(filled(), "en");
  expect(event).toEqual({
    name: "Paper Boats",
    description: "",
    timezone: "Europe/Warsaw",
    startsAt: "2027-06-12T17:00:00.000Z",
    endsAt: null,
    venue: null,
    ticketTypes: [
      {
        name: "Regular",
        description: "",
        price: { amount: 4_950, currency: "EUR" },
        capacity: 1_200,
        maxPerReservation: 10,
        salesStartAt: null,
        salesEndAt: null,
      },
    ],
  });
});

test("each empty field that is needed is named, in the order of the page", async () => {
  expect(await problemsOf({ ...emptyEvent(), timezone: "" })).toEqual([
    "name: required",
    "timezone: required",
    "startsAt: required",
    "ticketTypes.0.name: required",
    "ticketTypes.0.price: required",
    "ticketTypes.0.capacity: required",
  ]);
});

test("a time that the clocks of the place skip is refused, and no other", async () => {
  const at = (startsAt: string, timezone: string) =>
    problemsOf({ ...filled(), startsAt, timezone });
  expect(await at("2027-03-28T02:30", "Europe/Warsaw")).toEqual(["startsAt: gap"]);
  expect(await at("2027-03-28T02:30", "Europe/London")).toEqual([]);
  // Comes twice: the first is meant.
  expect(await at("2027-10-31T02:30", "Europe/Warsaw")).toEqual([]);
});

test("an end before the start, and a sale that ends first, are refused", async () => {
  const [regular = emptyTicketType()] = filled().ticketTypes;
  const window = { salesStartAt: "2027-05-01T10:00", salesEndAt: "2027-05-01T10:00" };
  expect(
    await problemsOf({
      ...filled(),
      endsAt: "2027-06-12T18:59",
      ticketTypes: [{ ...regular, ...window }],
    }),
  ).toEqual(["endsAt: endBeforeStart", "ticketTypes.0.salesEndAt: salesEndFirst"]);
});

test("a venue needs a name once anything of it is said", async () => {
  const venue = { name: " ", address: "", city: "Gdańsk", country: "" };
  expect(await problemsOf({ ...filled(), venue })).toEqual(["venue.name: required"]);
});

test("numbers out of bounds, and what is none, are refused", async () => {
  const [regular = emptyTicketType()] = filled().ticketTypes;
  const wrong = { price: "1000000.01", capacity: "1.5", maxPerReservation: "0" };
  expect(await problemsOf({ ...filled(), ticketTypes: [{ ...regular, ...wrong }] })).toEqual([
    "ticketTypes.0.price: priceMax",
    "ticketTypes.0.capacity: wholeNumber",
    "ticketTypes.0.maxPerReservation: wholeNumber",
  ]);
});

test("a time that was not touched stays the same instant, also in an hour that comes twice", async () => {
  const second = "2027-10-31T01:30:00.000Z";
  const before = { ...SAVED_EVENT, startsAt: second };
  const typed = { ...filled(), startsAt: "2027-10-31T02:30" };
  expect((await readEvent(typed, "en", before)).event?.startsAt).toBe(second);
  // Of one that was typed the first is meant.
  expect((await readEvent(typed, "en")).event?.startsAt).toBe("2027-10-31T00:30:00.000Z");
});

test("a year that the server does not take is told of at its field", async () => {
  for (const startsAt of ["0001-01-01T10:00", "1899-12-31T10:00"]) {
    expect(await problemsOf({ ...filled(), startsAt })).toEqual(["startsAt: year"]);
  }
});

import { expect, it } from "vitest";
import { type MappingOptions, toEventInput } from "./to-event-input.ts";

const OPTIONS: MappingOptions = {
  timezone: "Europe/Berlin",
  startTime: "09:00",
  ticketTypes: [{ name: "Regular", price: { amount: 4900, currency: "EUR" }, capacity: 500 }],
};
const RECORD = { "@type": "Event", name: "A", startDate: "2026-06-01T20:00" };
const OFFER = { "@type": "Offer", name: "VIP", price: 10, priceCurrency: "EUR", inventoryLevel: 5 };

const map = (changes: object, options = OPTIONS) =>
  toEventInput({ ...RECORD, ...changes }, options);
const event = (changes: object, options = OPTIONS) => {
  const mapped = map(changes, options);
  if ("problems" in mapped) throw new Error(mapped.problems.join("; "));
  return mapped.event;
};
const problems = (changes: object, options = OPTIONS) => {
  const mapped = map(changes, options);
  return "problems" in mapped ? mapped.problems.join("; ") : "";
};

it("maps a conference of dates only to whole days, with the ticket type given for such events", () => {
  // An entry of the public list tech-conferences/conference-data (MIT licence).
  const fosdem = {
    "@type": "Event",
    name: "Fosdem",
    startDate: "2026-01-31",
    endDate: "2026-02-02",
    url: "https://fosdem.org/2026",
    keywords: ["general"],
    location: {
      "@type": "Place",
      name: "Brussels",
      address: { "@type": "PostalAddress", addressLocality: "Brussels", addressCountry: "Belgium" },
    },
  };
  expect(toEventInput(fosdem, OPTIONS)).toMatchObject({
    isCancelled: false,
    event: {
      name: "Fosdem",
      description: "https://fosdem.org/2026",
      startsAt: "2026-01-31T08:00:00.000Z",
      endsAt: "2026-02-02T22:59:00.000Z",
      timezone: "Europe/Berlin",
      venue: { name: "Brussels", address: null, city: "Brussels", country: "Belgium" },
      ticketTypes: [{ name: "Regular", price: { amount: 4900, currency: "EUR" }, capacity: 500 }],
    },
  });
});

it("lets the event's own timezone win over the option, and an offset over both", () => {
  const eventSchedule = { "@type": "Schedule", scheduleTimezone: "Asia/Tokyo" };
  expect(event({ eventSchedule })).toMatchObject({
    timezone: "Asia/Tokyo",
    startsAt: "2026-06-01T11:00:00.000Z",
  });
  expect(event({ eventSchedule, startDate: "2026-06-01T20:00Z" }).startsAt).toBe(
    "2026-06-01T20:00:00.000Z",
  );
});

it("makes a ticket type of each offer, with its sales window and its limit", () => {
  const offers = [
    OFFER,
    {
      "@type": "Offer",
      name: "Regular",
      description: "Standing",
      price: "49.90",
      priceCurrency: "EUR",
      inventoryLevel: { "@type": "QuantitativeValue", value: 500 },
      eligibleQuantity: { maxValue: 4 },
      availabilityStarts: "2026-05-01",
      validThrough: "2026-05-31",
    },
  ];
  expect(event({ offers }).ticketTypes).toEqual([
    {
      name: "VIP",
      description: "",
      price: { amount: 1000, currency: "EUR" },
      capacity: 5,
      maxPerReservation: 10,
    },
    {
      name: "Regular",
      description: "Standing",
      price: { amount: 4990, currency: "EUR" },
      capacity: 500,
      maxPerReservation: 4,
      salesStartAt: "2026-04-30T22:00:00.000Z",
      salesEndAt: "2026-05-31T21:59:00.000Z",
    },
  ]);
});

it("takes a lone offer without a name or a level, and a free event's price", () => {
  const changes = {
    isAccessibleForFree: true,
    maximumAttendeeCapacity: 30,
    offers: { "@type": "Offer" },
  };
  expect(event(changes).ticketTypes).toMatchObject([
    { name: "Regular", price: { amount: 0, currency: "EUR" }, capacity: 30 },
  ]);
});

it.each([
  ["Event"],
  ["MusicEvent"],
  ["https://schema.org/BusinessEvent"],
  ["schema:Festival"],
  [["Thing", "TheaterEvent"]],
])("knows the event type %j", (type) => expect(problems({ "@type": type })).toBe(""));

it.each([
  ["Place names", "Opera", { name: "Opera", address: null, city: null, country: null }],
  [
    "an address in words",
    { "@type": "Place", name: "Opera", address: "1 Square, Oslo" },
    { name: "Opera", address: "1 Square, Oslo", city: null, country: null },
  ],
  [
    "an address alone",
    {
      "@type": "PostalAddress",
      streetAddress: "1 Square",
      postalCode: "0150",
      addressLocality: "Oslo",
      addressCountry: { name: "Norway" },
    },
    { name: "1 Square, 0150", address: "1 Square, 0150", city: "Oslo", country: "Norway" },
  ],
  ["an online event", { "@type": "VirtualLocation", url: "https://x.example" }, null],
  [
    "a hybrid event",
    [{ "@type": "VirtualLocation" }, { "@type": "Place", name: "Opera" }],
    { name: "Opera", address: null, city: null, country: null },
  ],
])("finds the venue of %s", (_, location, venue) =>
  expect(event({ location }).venue).toEqual(venue),
);

it("brings a cancelled event in as cancelled, and refuses a postponed one", () => {
  expect(map({ eventStatus: "https://schema.org/EventCancelled" })).toMatchObject({
    isCancelled: true,
  });
  expect(problems({ eventStatus: "EventPostponed" })).toContain("postponed");
});

it.each([
  [{ "@type": "Person" }, 'is not an Event (its @type is "Person")'],
  [{ name: " " }, "has no name"],
  [{ name: "A\u202Eb" }, "name: has characters that cannot be shown"],
  [{ startDate: undefined }, "has no startDate"],
  [{ startDate: "2026-02-30" }, 'has a startDate that is not an ISO 8601 date: "2026-02-30"'],
  [{ startDate: 20260601 }, "has a startDate that is not an ISO 8601 date"],
  [{ endDate: "2026-05-31" }, "has an endDate before its startDate"],
  [{ eventSchedule: { scheduleTimezone: "Mars/Olympus" } }, 'not an IANA name: "Mars/Olympus"'],
  [{ offers: { "@type": "AggregateOffer", lowPrice: 1 } }, "offers[0] is an AggregateOffer"],
  [{ offers: [OFFER, { ...OFFER, name: undefined }] }, "offers[1] has no name"],
  [{ offers: { ...OFFER, price: undefined } }, "offers[0] has no price"],
  [{ offers: { ...OFFER, price: "9,99" } }, 'not a decimal number of whole cents: "9,99"'],
  [{ offers: { ...OFFER, priceCurrency: "USD" } }, "offers[0] is not in EUR but in USD"],
  [{ offers: { ...OFFER, priceCurrency: undefined } }, "offers[0] has no priceCurrency"],
  [{ offers: { ...OFFER, inventoryLevel: undefined } }, "offers[0] has no inventoryLevel"],
  [{ offers: { ...OFFER, inventoryLevel: 1.5 } }, "ticketTypes[0].capacity: "],
  [{ offers: { ...OFFER, inventoryLevel: -1 } }, "ticketTypes[0].capacity: "],
  [
    { offers: { ...OFFER, availability: "https://schema.org/SoldOut" } },
    "offers[0] is not for sale",
  ],
  [{ offers: { ...OFFER, validFrom: "soon" } }, "offers[0] has a validFrom that is not"],
  [{ offers: "free" }, "offers[0] is not an Offer"],
])("refuses %j with the reason", (changes, reason) => expect(problems(changes)).toContain(reason));

it("refuses an event that has neither offers nor a ticket type given for it", () => {
  expect(problems({}, { ...OPTIONS, ticketTypes: [] })).toContain("has no offers");
});

it.each([[null], [5], ["Event"], [[]]])("refuses %j", (node) =>
  expect(toEventInput(node, OPTIONS)).toEqual({ problems: ["is not an object"] }),
);

it("gives every reason at once", () => {
  expect(problems({ name: null, startDate: "x", offers: { ...OFFER, price: null } })).toBe(
    'has no name; has a startDate that is not an ISO 8601 date: "x"; offers[0] has no price',
  );
});

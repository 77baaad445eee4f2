import { describe, expect, test } from "vitest";
import type { Counters } from "../inventory/counters.ts";
import { allocateGroup, isShort, isShortage, outcomeOf, settledBefore } from "./group-decision.ts";
import type { GroupTerms } from "./group-terms.ts";
import { normalizeRequest } from "./request.ts";

const NOW = new Date("2026-06-01T12:00:00.000Z");
const LATER = new Date("2026-07-01T12:00:00.000Z");
const HOLD_SECONDS = 900;
const EVENT = "0199aaaa-0000-7000-8000-000000000001";
const TYPE = "0199aaaa-0000-7000-8000-000000000002";
const KEY = "0199aaaa-0000-7000-8000-000000000003";
const EARLIER = "0199aaaa-0000-7000-8000-000000000004";

const request = (quantity = 1) =>
  normalizeRequest({
    eventId: EVENT,
    items: [{ ticketTypeId: TYPE, quantity }],
    customer: { email: "buyer@example.com" },
    idempotencyKey: KEY,
  });

const event = {
  name: "A concert",
  status: "published",
  ticketTypes: new Map([[1, { id: TYPE, name: "Regular" }]]),
} as const;

const terms = (given: Partial<GroupTerms> = {}): GroupTerms => ({
  event,
  ticketTypes: [
    {
      ticketTypeId: TYPE,
      position: 1,
      unitAmount: 4_900,
      maxPerReservation: 10,
      salesStartAt: null,
      salesEndAt: null,
      eventStartsAt: LATER,
      eventEndsAt: null,
    },
  ],
  existing: new Map(),
  hasDue: false,
  now: NOW,
  ...given,
});

const counters = (given: Partial<Counters> = {}): Counters[] => [
  { ticketTypeId: TYPE, capacity: 5, held: 0, sold: 0, ...given },
];

describe("before any counter is looked at", () => {
  test("the counters decide about an event that is on sale", () => {
    expect(settledBefore(request(), terms())).toBeUndefined();
  });

  test("a key that was used for the same request is answered with its reservation", () => {
    const earlier = { id: EARLIER, hash: request().hash, createdAt: NOW };
    const existing = new Map([[KEY, earlier]]);
    const replayed = { kind: "replayed", reservationId: EARLIER, createdAt: NOW };
    expect(settledBefore(request(), terms({ existing }))).toEqual(replayed);
    // Whatever has become of the event since.
    expect(settledBefore(request(), terms({ existing, event: undefined }))).toEqual(replayed);
    expect(settledBefore(request(2), terms({ existing }))).toEqual({ kind: "key_reused" });
  });

  test("what is not there or not published is told so", () => {
    expect(settledBefore(request(), terms({ event: undefined }))).toEqual({
      kind: "event_not_found",
    });
    for (const status of ["draft", "cancelled"] as const) {
      expect(settledBefore(request(), terms({ event: { ...event, status } }))).toEqual({
        kind: "event_not_on_sale",
      });
    }
  });
});

describe("a group", () => {
  test("is granted by the counters and the terms together", () => {
    const { decisions, granted } = allocateGroup([request(3), request(3)], terms(), counters());
    expect(decisions).toEqual([
      { granted: true, items: [[1, 3, 4_900]] },
      { granted: false, refusal: { reason: "ALL_HELD", ticketTypeId: TYPE, available: 2 } },
    ]);
    expect([...granted]).toEqual([[TYPE, 3]]);
  });

  test("finds no ticket type without its counters", () => {
    const { decisions } = allocateGroup([request()], terms(), []);
    expect(decisions).toEqual([{ granted: false, refusal: { reason: "NOT_FOUND" } }]);
  });

  test("is short where somebody goes away for want of tickets, and for that alone", () => {
    const short = (given: Partial<Counters>, quantity = 1) =>
      isShort(allocateGroup([request(quantity), request(quantity)], terms(), counters(given)));
    expect(short({})).toBe(false);
    expect(short({ sold: 4 })).toBe(true);
    expect(short({ sold: 5 })).toBe(true);
    expect(short({ held: 5 })).toBe(true);
    expect(short({ capacity: 100 }, 11)).toBe(false);
    const about = { ticketTypeId: TYPE, available: 0 };
    expect(isShortage({ reason: "SOLD_OUT", ...about })).toBe(true);
    expect(isShortage({ reason: "ALL_HELD", ...about })).toBe(true);
    expect(isShortage({ reason: "LIMIT_REACHED", ticketTypeId: TYPE, max: 1 })).toBe(false);
  });
});

describe("a decision", () => {
  test("that grants makes a reservation for the time of the hold", () => {
    const items: [number, number, number][] = [[1, 2, 4_900]];
    expect(outcomeOf(request(2), { granted: true, items }, terms(), HOLD_SECONDS)).toEqual({
      kind: "reserved",
      event,
      reservation: {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        request: request(2),
        createdAt: NOW,
        expiresAt: new Date("2026-06-01T12:15:00.000Z"),
        items,
      },
    });
  });

  test("that refuses says why, and when that was true", () => {
    const refusal = { reason: "NOT_FOUND" } as const;
    expect(outcomeOf(request(), { granted: false, refusal }, terms(), HOLD_SECONDS)).toEqual({
      kind: "refused",
      refusal,
      now: NOW,
    });
  });

  test("that is missing is a fault", () => {
    const undecided = "a request was not decided";
    expect(() => outcomeOf(request(), undefined, terms(), HOLD_SECONDS)).toThrow(undecided);
    const granted = { granted: true as const, items: [] };
    const gone = terms({ event: undefined });
    expect(() => outcomeOf(request(), granted, gone, HOLD_SECONDS)).toThrow(undecided);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReservationRecord } from "./record.ts";
import { reservationShape } from "./shapes.ts";
import { recordAsOf, ticketsOf, totalOf, viewReservation } from "./view.ts";

type Payment = ReservationRecord["payments"][number];
type Refund = ReservationRecord["refunds"][number];
type Ticket = ReservationRecord["tickets"][number];
type Reservation = ReservationRecord["reservation"];

const ID = "0199aaaa-0000-7000-8000-000000000001";
const EVENT = "0199aaaa-0000-7000-8000-000000000002";
const REGULAR = "0199aaaa-0000-7000-8000-000000000003";
const VIP = "0199aaaa-0000-7000-8000-000000000004";
const OTHER = "0199aaaa-0000-7000-8000-000000000005";
const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 12, minute));
const iso = (minute: number) => at(minute).toISOString();

const payment = (given: Partial<Payment> = {}): Payment => ({
  id: OTHER,
  eventId: EVENT,
  reservationId: ID,
  idempotencyKey: OTHER,
  requestHash: 1n,
  amount: 29_700,
  currency: "EUR",
  gateway: "simulated",
  status: "captured",
  chargeId: "charge",
  startedAt: at(2),
  pinnedUntil: at(25),
  settledAt: at(3),
  givenBackAt: null,
  nextCheckAt: at(4),
  checks: 0,
  ...given,
});
const refund = (given: Partial<Refund> = {}): Refund => ({
  id: OTHER,
  eventId: EVENT,
  reservationId: ID,
  paymentId: OTHER,
  idempotencyKey: OTHER,
  amount: 29_700,
  status: "done",
  requestedAt: at(6),
  settledAt: at(7),
  attempts: 0,
  nextAttemptAt: at(8),
  delayedAt: null,
  ...given,
});
const ticket = (given: Partial<Ticket> = {}): Ticket => ({
  id: OTHER,
  eventId: EVENT,
  reservationId: ID,
  ticketTypeId: REGULAR,
  code: "0123456789ABCDEF",
  checkedInAt: null,
  ...given,
});
const record = (
  reservation: Partial<Reservation> = {},
  rest: Partial<Omit<ReservationRecord, "reservation">> = {},
): ReservationRecord => ({
  reservation: {
    id: ID,
    eventId: EVENT,
    idempotencyKey: OTHER,
    requestHash: 1n,
    createdAt: at(0),
    expiresAt: at(15),
    paidAt: null,
    closedAt: null,
    status: "held",
    givenBack: false,
    items: [
      [1, 2, 4_900],
      [2, 1, 19_900],
    ],
    customerEmail: "buyer@example.com",
    customerName: "A Buyer",
    ...reservation,
  },
  eventName: "A concert",
  ticketTypes: new Map([
    [1, { id: REGULAR, name: "Regular" }],
    [2, { id: VIP, name: "VIP" }],
  ]),
  payments: [],
  refunds: [],
  tickets: [],
  ...rest,
});

/** Reserved, declined once, paid, admitted, refunded: every minute of it. */
const WHOLE = record(
  { status: "refunded", paidAt: at(3), closedAt: at(7) },
  {
    payments: [payment({ status: "declined", startedAt: at(1), settledAt: at(1) }), payment()],
    refunds: [refund()],
    tickets: [ticket({ checkedInAt: at(5) })],
  },
);
const timeline = (of: ReservationRecord) => viewReservation(of, at(20)).timeline;

test("a reservation is shown whole", () => {
  const shown = viewReservation(WHOLE, at(20));
  expect(reservationShape.parse(shown)).toEqual(shown);
  expect(shown).toMatchObject({
    id: ID,
    eventId: EVENT,
    eventName: "A concert",
    status: "refunded",
    items: [
      {
        ticketTypeId: REGULAR,
        name: "Regular",
        quantity: 2,
        unitPrice: { amount: 4_900, currency: "EUR" },
        subtotal: { amount: 9_800, currency: "EUR" },
      },
      { ticketTypeId: VIP, name: "VIP", quantity: 1, subtotal: { amount: 19_900 } },
    ],
    total: { amount: 29_700, currency: "EUR" },
    customer: { email: "buyer@example.com", name: "A Buyer" },
    createdAt: iso(0),
    expiresAt: iso(15),
    serverNow: iso(20),
    paidAt: iso(3),
    tickets: [{ id: OTHER, ticketTypeId: REGULAR, code: "0123456789ABCDEF", checkedInAt: iso(5) }],
  });
  const fresh = viewReservation(record({ customerName: null }, { tickets: [ticket()] }), at(1));
  expect(fresh).toMatchObject({ paidAt: null, customer: { name: null } });
  expect(fresh.tickets).toMatchObject([{ checkedInAt: null }]);
});

test("an item of a ticket type that is gone is a fault, and named", () => {
  const lost = record({}, { ticketTypes: new Map() });
  expect(() => viewReservation(lost, at(1))).toThrow(`event ${EVENT} has no ticket type 1`);
});

test("the total is that of the lines, and the tickets are those of the lines", () => {
  const item = fc.tuple(fc.nat(9), fc.nat(1_000), fc.nat(100_000_000));
  fc.assert(
    fc.property(fc.array(item, { maxLength: 10 }), (items) => {
      let [total, tickets] = [0, 0];
      for (const [, quantity, unitAmount] of items) {
        total += quantity * unitAmount;
        tickets += quantity;
      }
      expect(totalOf(items)).toBe(total);
      expect(ticketsOf(items)).toBe(tickets);
    }),
  );
});

describe("the timeline", () => {
  test("tells all that has happened, in its order", () => {
    expect(timeline(WHOLE)).toEqual([
      { at: iso(0), type: "reserved" },
      { at: iso(1), type: "payment_started" },
      { at: iso(1), type: "payment_declined" },
      { at: iso(2), type: "payment_started" },
      { at: iso(3), type: "payment_captured" },
      { at: iso(3), type: "paid" },
      { at: iso(6), type: "refund_started" },
      { at: iso(7), type: "refunded" },
    ]);
  });

  test("is sorted whatever the order of the rows", () => {
    const { payments } = WHOLE;
    expect(timeline({ ...WHOLE, payments: payments.toReversed() })).toEqual(timeline(WHOLE));
  });

  test.each([
    ["failed", "payment_failed"],
    ["not_charged", "payment_not_charged"],
  ] as const)("tells of a payment that is %s", (status, type) => {
    const tried = record({}, { payments: [payment({ status })] });
    expect(timeline(tried).map((entry) => entry.type)).toEqual([
      "reserved",
      "payment_started",
      type,
    ]);
  });

  test("tells of no end where there is none yet", () => {
    const pending = payment({ status: "pending", settledAt: null });
    const paying = record({ status: "paying" }, { payments: [pending] });
    expect(timeline(paying).map(({ type }) => type)).toEqual(["reserved", "payment_started"]);
    const odd = record({}, { payments: [payment({ status: "pending" })] });
    expect(timeline(odd)).toHaveLength(2);
    const refunding = { ...WHOLE, refunds: [refund({ status: "pending", settledAt: null })] };
    expect(timeline(refunding).at(-1)).toEqual({ at: iso(6), type: "refund_started" });
  });

  test.each(["cancelled", "expired"] as const)("ends with %s", (status) => {
    const over = record({ status, closedAt: at(9) });
    expect(timeline(over)).toEqual([
      { at: iso(0), type: "reserved" },
      { at: iso(9), type: status },
    ]);
  });
});

describe("a reservation as it was", () => {
  const asOf = (minute: number) => viewReservation(recordAsOf(WHOLE, at(minute)), at(minute));

  test.each([
    [0, "held", 1, 0],
    [1, "held", 3, 0],
    [2, "paying", 4, 0],
    [3, "paid", 6, 1],
    [5, "paid", 6, 1],
    [6, "refunding", 7, 1],
    [7, "refunded", 8, 1],
  ] as const)("at minute %i is %s", (minute, status, entries, tickets) => {
    const past = asOf(minute);
    expect(past.status).toBe(status);
    expect(past.timeline).toEqual(timeline(WHOLE).slice(0, entries));
    expect(past.tickets).toHaveLength(tickets);
    expect(past.paidAt).toBe(minute < 3 ? null : iso(3));
  });

  test("shows a ticket as not yet admitted before it was", () => {
    expect(asOf(4).tickets).toMatchObject([{ checkedInAt: null }]);
    expect(asOf(5).tickets).toMatchObject([{ checkedInAt: iso(5) }]);
  });

  test("knows of no outcome before it came", () => {
    const { payments, refunds } = recordAsOf(WHOLE, at(2));
    expect(payments).toMatchObject([
      { status: "declined", settledAt: at(1) },
      { status: "pending", settledAt: null },
    ]);
    expect(refunds).toEqual([]);
    expect(recordAsOf(WHOLE, at(6)).refunds).toMatchObject([
      { status: "pending", settledAt: null },
    ]);
  });

  test("keeps the end that came without a payment", () => {
    const over = record({ status: "cancelled", closedAt: at(9) });
    expect(recordAsOf(over, at(8)).reservation).toMatchObject({ status: "held", closedAt: null });
    expect(recordAsOf(over, at(9)).reservation).toMatchObject({
      status: "cancelled",
      closedAt: at(9),
    });
  });

  test("is what it is once all has happened", () => {
    expect(recordAsOf(WHOLE, at(20))).toEqual(WHOLE);
  });
});

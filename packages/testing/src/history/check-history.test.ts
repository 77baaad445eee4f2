import { expect, test } from "vitest";

import { TRANSACTION_TIMEOUT_MS } from "@stampede/db/limit-transactions";

import { checkHistory } from "./check-history.ts";
import type { Entry, Evidence, ReservationRow, Rows } from "./history.ts";

const ANNA = { buyer: 1, email: "anna@example.com" };
const BEN = { buyer: 2, email: "ben@example.com" };
const TYPE = "type-1";
const AT = Date.parse("2030-01-01T12:00:00.000Z");
const HOLD_MS = 60_000;

const iso = (ms: number): string => new Date(ms).toISOString();
const ok = <Reply>(reply: Reply) => ({ kind: "ok", reply }) as const;
const failed = (reason: string, details: unknown = null) =>
  ({ kind: "failed", reason, details }) as const;
const UNKNOWN = { kind: "unknown", reason: "NETWORK" } as const;

const replyOf = (id: string, status = "held", email = ANNA.email) => ({
  id,
  status,
  customer: { email },
  expiresAt: iso(AT + HOLD_MS),
  serverNow: iso(AT),
  tickets: [],
});

/** A call that lasts 10 ms. */
const at = (ms: number, buyer = ANNA.buyer) => ({
  buyer,
  process: 0,
  invokedAt: AT + ms,
  answeredAt: AT + ms + 10,
});

const reserved: Extract<Entry, { call: "reserve" }> = {
  ...at(0),
  call: "reserve",
  key: "key-1",
  items: [{ ticketTypeId: TYPE, quantity: 2 }],
  email: ANNA.email,
  outcome: ok({ reservation: replyOf("r1"), accessToken: "token" }),
};

const row: ReservationRow = {
  id: "r1",
  key: "key-1",
  email: ANNA.email,
  status: "held",
  items: [{ ticketTypeId: TYPE, quantity: 2 }],
  createdAt: AT + 5,
  expiresAt: AT + HOLD_MS,
  dueAt: AT + HOLD_MS,
  releasedAt: null,
};

const paid: Extract<Entry, { call: "pay" }> = {
  ...at(100),
  call: "pay",
  key: "key-2",
  reservationId: "r1",
  outcome: ok(replyOf("r1", "paid")),
};
const payment = {
  key: "key-2",
  reservationId: "r1",
  status: "captured",
  amount: 9_800,
  startedAt: AT + 105,
  settledAt: AT + 108,
};
const paidRow = { ...row, status: "paid" };

const read = (ms: number, outcome: Extract<Entry, { call: "read" }>["outcome"]): Entry => ({
  ...at(ms),
  call: "read",
  reservationId: "r1",
  outcome,
});

const shown = (ms: number, available: number): Entry => ({
  ...at(ms, BEN.buyer),
  call: "availability",
  outcome: ok({ ticketTypes: [{ ticketTypeId: TYPE, available }] }),
});

const refused = (ms: number, quantity: number, reason = "SOLD_OUT"): Entry => ({
  ...at(ms, BEN.buyer),
  call: "reserve",
  key: "key-9",
  items: [{ ticketTypeId: TYPE, quantity }],
  email: BEN.email,
  outcome: failed(reason, { ticketTypeId: TYPE, available: 0 }),
});

const admitted = (ms: number): Entry => ({
  ...at(ms),
  call: "check-in",
  reservationId: "r1",
  code: "CODE",
  outcome: ok({ result: "admitted" }),
});

const cancelled: Entry = {
  ...at(200, -1),
  call: "cancel-event",
  outcome: ok({ id: "event-1", status: "cancelled" }),
};
const refund = { key: null, reservationId: "r1", status: "done", amount: 9_800 };
const refundedRow = { ...row, status: "refunded", releasedAt: AT + 220 };
const refunded = { ...paidRows(refundedRow), refunds: [refund] };

function paidRows(of: ReservationRow) {
  return { reservations: [of], payments: [payment] };
}

function evidence(history: readonly Entry[], rows: Partial<Rows> = {}): Evidence {
  return {
    history,
    rows: {
      capacities: new Map([[TYPE, 3]]),
      reservations: [row],
      payments: [],
      refunds: [],
      tickets: [],
      ...rows,
    },
  };
}

const paidAndAdmitted = {
  reservations: [paidRow],
  payments: [payment],
  tickets: [{ code: "CODE", reservationId: "r1", checkedInAt: AT + 160 }],
};

test("a history in which everything went well breaks nothing", () => {
  const history = [
    { ...reserved, outcome: UNKNOWN },
    { ...reserved, ...at(20) },
    shown(40, 1),
    refused(60, 2, "ALL_HELD"),
    paid,
    { ...paid, ...at(120) },
    read(140, ok(replyOf("r1", "paid"))),
    admitted(160),
  ];
  expect(checkHistory(evidence(history, paidAndAdmitted))).toEqual([]);
});

test("what was shown while tickets were being taken may be the old figure or the new", () => {
  for (const available of [3, 1]) {
    expect(checkHistory(evidence([reserved, shown(0, available)]))).toEqual([]);
  }
});

test("what is sold is sold out", () => {
  const history = [reserved, paid, refused(120, 2)];
  expect(checkHistory(evidence(history, paidRows(paidRow)))).toEqual([]);
});

test("a hold counts as left from its end until the commit of a payment that began before", () => {
  const late = { ...payment, startedAt: AT + HOLD_MS - 1, settledAt: AT + HOLD_MS + 900 };
  const history = [reserved, { ...paid, ...at(HOLD_MS - 5) }, shown(HOLD_MS + 200, 3)];
  const rows = { ...paidRows(paidRow), payments: [late] };
  expect(checkHistory(evidence(history, rows))).toEqual([]);
});

test("an event that was cancelled is over once all who paid have their money back", () => {
  const history = [reserved, paid, { ...cancelled, outcome: UNKNOWN }, cancelled];
  expect(checkHistory(evidence(history, refunded))).toEqual([]);
});

test("a hold that is due counts as left, whether it is expired then or cancelled with its event", () => {
  for (const status of ["expired", "cancelled"]) {
    const due = { ...row, status, releasedAt: AT + HOLD_MS + 500 };
    const history = [reserved, shown(HOLD_MS + 200, 3)];
    expect(checkHistory(evidence(history, { reservations: [due] }))).toEqual([]);
  }
});

const expired = { ...row, status: "expired", releasedAt: AT + HOLD_MS };

const BREACHES: Readonly<Record<string, readonly [breach: RegExp, evidence: Evidence]>> = {
  "a hold that expired early": [
    /^5: r1 expired 1 ms early/,
    evidence([reserved], { reservations: [{ ...expired, releasedAt: AT + HOLD_MS - 1 }] }),
  ],
  "a hold that expired late": [
    /^5: r1 expired 10001 ms late/,
    evidence([reserved], { reservations: [{ ...expired, releasedAt: AT + HOLD_MS + 10_001 }] }),
  ],
  "a hold that was told to have expired early": [
    /^5: r1 was told/,
    evidence([reserved, read(50, ok(replyOf("r1", "expired")))]),
  ],
  "a hold that could not be paid before it was due": [
    /^5: r1 could not be paid/,
    evidence([reserved, { ...paid, outcome: failed("RESERVATION_EXPIRED") }]),
  ],
  "another reply to the same key": [
    /^9: pay key-2 was answered/,
    evidence([reserved, paid, { ...paid, outcome: ok(replyOf("r1", "refunded")) }], {
      reservations: [paidRow],
      payments: [payment],
    }),
  ],
  "a refusal of what was granted": [
    /^9: reserve key-1 was granted, then/,
    evidence([
      reserved,
      { ...reserved, ...at(20), outcome: failed("ALL_HELD", { ticketTypeId: TYPE, available: 1 }) },
    ]),
  ],
  "a payment that was refused, then made": [
    /^9: pay key-2 was told CARD_DECLINED and paid/,
    evidence(
      [reserved, { ...paid, ...at(80), outcome: failed("CARD_DECLINED") }, paid],
      paidRows(paidRow),
    ),
  ],
  "a payment that was refused in two ways": [
    /^9: pay key-2 was told CARD_DECLINED and PAYMENT_FAILED/,
    evidence([
      reserved,
      { ...paid, outcome: failed("CARD_DECLINED") },
      { ...paid, outcome: failed("PAYMENT_FAILED") },
    ]),
  ],
  "two effects of one key": [
    /^9: key-1 had 2 effects/,
    evidence([reserved], { reservations: [row, { ...row, id: "r2" }] }),
  ],
  "a reservation that was acknowledged and lost": [
    /^10: the reservation of key-1/,
    evidence([reserved], { reservations: [] }),
  ],
  "a payment that was acknowledged and lost": [
    /^10: pay of r1 was acknowledged, and it is held/,
    evidence([reserved, paid], { payments: [payment] }),
  ],
  "an admission that was acknowledged and lost": [
    /^10: CODE was admitted, and nobody knows/,
    evidence([reserved, admitted(50)]),
  ],
  "a reservation that nobody asked for": [/^10: nobody asked for reservation r1/, evidence([])],
  "a payment that nobody asked for": [
    /^10: nobody asked for what was paid/,
    evidence([reserved], { payments: [payment] }),
  ],
  "an admission that nobody asked for": [
    /^10: nobody showed CODE/,
    evidence([reserved, paid], paidAndAdmitted),
  ],
  "a reservation that was refused": [
    /^10: key-1 was refused, and its reservation is there/,
    evidence([{ ...reserved, outcome: failed("LIMIT_REACHED") }]),
  ],
  "a payment that was refused, and charged": [
    /^10: key-2 was refused, and its charge is there/,
    evidence([reserved, { ...paid, outcome: failed("PAYMENT_FAILED") }], paidRows(paidRow)),
  ],
  "sold out while tickets were only held": [
    /^11: SOLD_OUT of type-1 was true at no instant from \d+ to \d+: 1 to 1 available, 2 to 2 held$/,
    evidence([reserved, refused(50, 2)]),
  ],
  "sold out while tickets were being paid": [
    /^11: SOLD_OUT of type-1/,
    evidence([reserved, refused(80, 2), paid], paidRows(paidRow)),
  ],
  "all held while all were sold": [
    /^11: ALL_HELD of type-1/,
    evidence([reserved, paid, refused(9_000, 2, "ALL_HELD")], paidRows(paidRow)),
  ],
  "a figure without what was paid for long before its hold would have ended": [
    /^11: 3 available of type-1/,
    evidence([reserved, paid, shown(HOLD_MS + 200, 3)], paidRows(paidRow)),
  ],
  "sold out while there were tickets": [
    /^11: SOLD_OUT of type-1 was true at no instant/,
    evidence([reserved, refused(50, 1)]),
  ],
  "all held while there were tickets": [
    /^11: ALL_HELD of type-1/,
    evidence([reserved, refused(50, 1, "ALL_HELD")]),
  ],
  "a figure from before an acknowledged sale": [
    /^11: 3 available of type-1/,
    evidence([reserved, shown(50, 3)]),
  ],
  "a figure from before tickets went back": [
    /^11: 1 available of type-1/,
    evidence([reserved, shown(HOLD_MS + TRANSACTION_TIMEOUT_MS + 2_000, 1)], {
      reservations: [expired],
    }),
  ],
  "a read that does not show a payment": [
    /^12: process 0 read r1 as held after pay/,
    evidence([reserved, paid, read(140, ok(replyOf("r1")))], {
      reservations: [paidRow],
      payments: [payment],
    }),
  ],
  "a read that finds nothing": [
    /^12: process 0 read r1 as NOT_FOUND after reserve/,
    evidence([reserved, read(40, failed("NOT_FOUND"))]),
  ],
  "another's reservation": [
    /^13: buyer 1 was given r1 of ben@example.com/,
    evidence([reserved, read(40, ok(replyOf("r1", "held", BEN.email)))]),
  ],
  "an answer to somebody who spies": [
    /^13: buyer 2 was shown r1 of another/,
    evidence([
      reserved,
      { ...at(40, BEN.buyer), call: "spy", reservationId: "r1", outcome: ok({}) },
    ]),
  ],
  "a ticket that was admitted twice": [
    /^14: CODE was admitted 2 times/,
    evidence([reserved, paid, admitted(160), admitted(180)], paidAndAdmitted),
  ],
  "a reservation made after its event was cancelled": [
    /^event cancelled: r1 was reserved after/,
    evidence([{ ...reserved, ...at(300) }, cancelled], {
      reservations: [{ ...expired, createdAt: AT + 305 }],
    }),
  ],
  "a charge begun after its event was cancelled": [
    /^event cancelled: r1 was charged after/,
    evidence([reserved, { ...paid, ...at(300) }, cancelled], {
      ...refunded,
      payments: [{ ...payment, startedAt: AT + 305 }],
    }),
  ],
  "a ticket that was admitted after its event was cancelled": [
    /^event cancelled: CODE was admitted after/,
    evidence([reserved, paid, cancelled, admitted(300)], {
      ...refunded,
      tickets: paidAndAdmitted.tickets,
    }),
  ],
  "a ticket that was shown before its event was cancelled, and admitted after": [
    /^event cancelled: CODE was admitted after/,
    evidence([reserved, paid, { ...cancelled, ...at(150) }, admitted(145)], {
      ...refunded,
      tickets: [{ code: "CODE", reservationId: "r1", checkedInAt: AT + 161 }],
    }),
  ],
  "a ticket that was admitted then, whose answer was lost": [
    /^event cancelled: CODE was admitted after/,
    evidence([reserved, paid, cancelled, { ...admitted(300), outcome: UNKNOWN }], {
      ...refunded,
      tickets: paidAndAdmitted.tickets,
    }),
  ],
  "a hold of a cancelled event that nobody ended": [
    /^event cancelled: r1 of a cancelled event is held/,
    evidence([reserved, cancelled]),
  ],
  "a sale of a cancelled event that nobody refunded": [
    /^event cancelled: r1 of a cancelled event is paid/,
    evidence([reserved, paid, cancelled], paidRows(paidRow)),
  ],
  "a refund of a cancelled event that the gateway never made": [
    /^event cancelled: r1 of a cancelled event was charged 9800, given back 0/,
    evidence([reserved, paid, cancelled], {
      ...refunded,
      refunds: [{ ...refund, status: "pending" }],
    }),
  ],
  "a refund of a cancelled event that is a cent short": [
    /^event cancelled: r1 of a cancelled event was charged 9800, given back 9799/,
    evidence([reserved, paid, cancelled], { ...refunded, refunds: [{ ...refund, amount: 9_799 }] }),
  ],
};

test.each(Object.entries(BREACHES))("%s is found", (_, [breach, broken]) => {
  expect(checkHistory(broken)).toContainEqual(expect.stringMatching(breach));
});

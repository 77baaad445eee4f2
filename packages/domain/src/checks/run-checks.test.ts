import { existsSync } from "node:fs";
import type { SnapshotQuery } from "@stampede/db/snapshot";
import { createTestDatabase, type TestDatabase } from "@stampede/testing/database";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { INVARIANTS, UNSEEN_INVARIANTS } from "./invariants.ts";
import { runChecks } from "./run-checks.ts";
import { SCENE, sceneSql } from "./scene.test-data.ts";

const { event, reservation, payment, refund, ticketTypes } = SCENE;
const T1 = ticketTypes[0];

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(sceneSql(new Date()));
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Breaks the scene in a transaction that is never committed. */
async function idsBrokenBy(breach: string): Promise<number[]> {
  await client.query("BEGIN");
  try {
    await client.query(breach);
    const reports = await runChecks(oneByOne());
    for (const { broken, examples } of reports) expect(examples.length).toBe(Math.min(broken, 5));
    return reports.filter(({ broken }) => broken > 0).map(({ id }) => id);
  } finally {
    await client.query("ROLLBACK");
  }
}

/** One connection runs one statement at a time. */
function oneByOne(): SnapshotQuery {
  let last: Promise<unknown> = Promise.resolve();
  return <Row extends pg.QueryResultRow>(statement: string) => {
    const result = last.then(async () => (await client.query<Row>(statement)).rows);
    last = result;
    return result;
  };
}

it("tells the totals of both ledgers to the cent", async () => {
  await client.query("BEGIN");
  await client.query("UPDATE refunds SET status = 'pending' WHERE id = $1", [refund(7)]);
  const reports = await runChecks(oneByOne());
  await client.query("ROLLBACK");
  expect(reports.find(({ id }) => id === 6)?.note).toBe(
    "captured 30.00 − refunded 10.00 − on its way back 10.00 = paid 10.00 EUR; " +
      "the gateway charged 30.00 and returned 10.00, and 0.00 and 10.00 more that are not settled here",
  );
});

it("finds nothing where a reservation of every state is in order", async () => {
  expect(await idsBrokenBy("SELECT")).toEqual([]);
});

const of = (number: number) => `WHERE id = '${reservation(number)}'`;
const dropKey = (table: string) =>
  `ALTER TABLE ${table} DROP CONSTRAINT ${table}_idempotency_key_unique;`;

// [the invariant, what breaks it, the SQL]. One breach may break several; the one named is among them.
const BREACHES: readonly (readonly [number, string, string])[] = [
  [
    1,
    "more held and sold than the capacity",
    `ALTER TABLE inventory DROP CONSTRAINT inventory_never_oversold;
     UPDATE inventory SET capacity = 3 WHERE ticket_type_id = '${T1}'`,
  ],
  [
    1,
    "a negative counter",
    `ALTER TABLE inventory DROP CONSTRAINT inventory_never_oversold;
     UPDATE inventory SET held = -1 WHERE ticket_type_id = '${T1}'`,
  ],
  [
    2,
    "a held counter that drifted",
    `UPDATE inventory SET held = 2 WHERE ticket_type_id = '${T1}'`,
  ],
  [
    2,
    "a sold counter that drifted",
    `UPDATE inventory SET sold = 2 WHERE ticket_type_id = '${T1}'`,
  ],
  [2, "an item of no ticket type", `UPDATE reservations SET items = '{{7,2,1000}}' ${of(1)}`],
  [2, "a ticket type without counters", `DELETE FROM inventory WHERE ticket_type_id = '${T1}'`],
  [
    3,
    "an expired reservation that was paid",
    `UPDATE reservations SET paid_at = created_at ${of(3)}`,
  ],
  [3, "a paid reservation without the time", `UPDATE reservations SET paid_at = NULL ${of(2)}`],
  [3, "a paid reservation that is closed", `UPDATE reservations SET closed_at = paid_at ${of(2)}`],
  [3, "an expired one that was never closed", `UPDATE reservations SET closed_at = NULL ${of(3)}`],
  [3, "a held one that was given back", `UPDATE reservations SET given_back = true ${of(1)}`],
  [
    3,
    "tickets of an expired reservation",
    `UPDATE tickets SET reservation_id = '${reservation(3)}' WHERE code = 'CODE4'`,
  ],
  [4, "a hold that went back twice", `UPDATE inventory SET held = held - 1 WHERE held > 0`],
  [
    4,
    "an expiry that the minutes do not know of",
    "UPDATE event_minutes SET tickets_expired = 0 WHERE tickets_expired > 0",
  ],
  [
    5,
    "a hold that ended early",
    `UPDATE reservations SET expires_at = closed_at + interval '1 s' ${of(3)}`,
  ],
  [
    5,
    "a hold that is overdue",
    `UPDATE reservations SET expires_at = now() - interval '11 s' ${of(1)}`,
  ],
  [
    5,
    "a payment's pin that is overdue",
    `UPDATE reservations SET expires_at = now() - interval '11 s' ${of(6)};
     UPDATE payments SET pinned_until = now() - interval '11 s' WHERE status = 'pending'`,
  ],
  [
    6,
    "a charge for a reservation that is not paid",
    `UPDATE payments SET reservation_id = '${reservation(3)}' WHERE id = '${payment(2)}'`,
  ],
  [
    6,
    "a paid reservation that was never charged",
    `DELETE FROM payments WHERE id = '${payment(2)}'`,
  ],
  [
    6,
    "a second charge",
    `INSERT INTO payments SELECT (json_populate_record(p, json_build_object(
       'id', gen_random_uuid(), 'idempotency_key', gen_random_uuid()))).* FROM payments p
     WHERE id = '${payment(2)}'`,
  ],
  [6, "a refund by a cent too little", "UPDATE refunds SET amount = 999"],
  [
    6,
    "a refunded reservation whose money is still on its way",
    "UPDATE refunds SET status = 'pending'",
  ],
  [
    6,
    "a refund of what was not captured",
    `UPDATE refunds SET payment_id = '${payment(6)}' WHERE id = '${refund(7)}'`,
  ],
  [6, "a charge that only we know of", `UPDATE simulated_gateway.charges SET outcome = 'declined'`],
  [
    6,
    "a charge that only the gateway knows of",
    `INSERT INTO simulated_gateway.charges VALUES ('stray', 5, 'EUR', 'succeeded', 0, now(), now())`,
  ],
  [
    6,
    "a charge that we took for declined",
    `UPDATE payments SET status = 'declined' WHERE id = '${payment(2)}'`,
  ],
  [6, "a charge by a cent too much", "UPDATE simulated_gateway.charges SET amount = amount + 1"],
  [6, "a refund that only we know of", "DELETE FROM simulated_gateway.refunds"],
  [
    6,
    "a refund that only the gateway knows of",
    `INSERT INTO simulated_gateway.refunds VALUES ('stray', '${payment(2)}', 1000, now())`,
  ],
  [
    7,
    "another price than at reservation",
    "UPDATE payments SET amount = 900 WHERE status = 'pending'",
  ],
  [
    6,
    "totals that differ by what no single row shows",
    `ALTER TABLE payments DROP CONSTRAINT payments_reservation;
     INSERT INTO payments SELECT (json_populate_record(p, json_build_object(
       'id', gen_random_uuid(), 'idempotency_key', gen_random_uuid(), 'gateway', 'none',
       'reservation_id', gen_random_uuid()))).* FROM payments p WHERE id = '${payment(2)}'`,
  ],
  [7, "another currency", "UPDATE payments SET currency = 'USD' WHERE status = 'pending'"],
  [
    8,
    "a payment that nobody asks about any more",
    `UPDATE reservations SET expires_at = now() - interval '61 min' ${of(6)};
     UPDATE payments SET pinned_until = now() - interval '61 min' WHERE status = 'pending'`,
  ],
  [8, "a payment under way without a payment", "DELETE FROM payments WHERE status = 'pending'"],
  [
    8,
    "a refund that never ends",
    "UPDATE refunds SET status = 'pending', requested_at = now() - interval '61 min'",
  ],
  [
    8,
    "a refund that is refused again and again, while others are made",
    `UPDATE refunds SET settled_at = now();
     UPDATE refunds SET status = 'pending', attempts = 60, requested_at = now() - interval '61 min',
       delayed_at = now() - interval '60 min'
     WHERE id = '${refund(5)}'`,
  ],
  [
    8,
    "a cancelled event whose buyers are not paid back",
    "UPDATE events SET status = 'cancelled', updated_at = now() - interval '61 min'",
  ],
  [
    8,
    "a refund under way without a refund",
    `UPDATE reservations SET status = 'refunding', closed_at = NULL ${of(5)}`,
  ],
  [
    9,
    "a reservation's key used twice",
    `${dropKey("reservations")} UPDATE reservations SET idempotency_key = '${event}'`,
  ],
  [
    9,
    "a payment's key used twice",
    `${dropKey("payments")} UPDATE payments SET idempotency_key = '${event}'`,
  ],
  [
    9,
    "a refund's key used twice",
    `${dropKey("refunds")} UPDATE refunds SET idempotency_key = '${event}'`,
  ],
  [14, "a ticket that was not issued", "DELETE FROM tickets WHERE code = 'CODE1'"],
  [
    14,
    "a ticket of another type",
    `UPDATE tickets SET ticket_type_id = '${T1}' WHERE code = 'CODE4'`,
  ],
  [
    14,
    "two tickets of one code",
    "ALTER TABLE tickets DROP CONSTRAINT tickets_code; UPDATE tickets SET code = 'SAME'",
  ],
  [
    15,
    "revenue of a minute that drifted",
    "UPDATE event_minutes SET revenue = 1 WHERE revenue > 0",
  ],
  [15, "a minute that is missing", "DELETE FROM event_minutes WHERE tickets_refunded > 0"],
  [
    15,
    "a count in the wrong minute",
    "UPDATE event_minutes SET minute = minute + interval '40 min' WHERE tickets_paid > 0",
  ],
  [15, "seconds to pay that drifted", "UPDATE event_pay_seconds SET reservations = 4"],
  [15, "payments counted after the wrong time", "UPDATE event_pay_seconds SET seconds = 61"],
  [15, "refusals below none", "UPDATE event_minutes SET tickets_refused = -1"],
  [
    15,
    "revenue of a ticket type that drifted",
    "UPDATE inventory SET revenue = 1 WHERE revenue > 0",
  ],
];

it.each(BREACHES)("reports under invariant %i: %s", async (invariant, _, breach) => {
  expect(await idsBrokenBy(breach)).toContain(invariant);
});

it.each([
  ["wait in line", 0],
  ["be in their first try", 1],
])(
  "lets refunds of a crowd %s after more than an hour, as long as the line moves",
  async (_, attempts) => {
    const waiting = `
    UPDATE refunds SET settled_at = now();
    UPDATE reservations SET status = 'refunding', closed_at = NULL ${of(5)};
    UPDATE refunds SET status = 'pending', settled_at = NULL, requested_at = now() - interval '61 min',
      attempts = ${attempts}
    WHERE id = '${refund(5)}'`;
    expect(await idsBrokenBy(waiting)).not.toContain(8);
  },
);

it("names files that there are as the proofs of what leaves no rows", () => {
  for (const file of UNSEEN_INVARIANTS.flatMap(({ provenBy }) => provenBy)) {
    expect(existsSync(new URL(`../../../../${file}`, import.meta.url))).toBe(true);
  }
  const ids = [...INVARIANTS, ...UNSEEN_INVARIANTS].map(({ id }) => id);
  expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
});

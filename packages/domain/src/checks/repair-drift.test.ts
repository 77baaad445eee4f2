import { openDatabase } from "@stampede/db/client";
import { limitTransactions } from "@stampede/db/limit-transactions";
import { transaction } from "@stampede/db/transaction";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { lockCounters } from "../inventory/counters.ts";
import { refundReservation } from "../payments/refund-reservation.ts";
import { expectInvariants, reserveFor } from "../payments/payment.fixture.ts";
import { cancelReservation } from "../reservations/cancel-reservation.ts";
import { releaseDue } from "../reservations/release-due.ts";
import { checkInvariants } from "./check-invariants.ts";
import { repairDrift } from "./repair-drift.ts";

const BUYERS = 40;
/** So long a transaction may be idle. */
const LOCK_WAIT_MS = 4_000;
/** Longer than a wait for a lock. */
const TRANSACTION_MS_MAX = 1_000;
const TRANSACTION_LOCK = `
  SELECT FROM pg_locks JOIN pg_stat_activity a USING (pid)
  WHERE locktype = 'advisory' AND datname = current_database() AND a.xact_start IS NOT NULL`;

let t: TestContext;
let event: TestEvent;
beforeAll(async () => {
  t = await createTestContext();
  event = await t.publish({ Regular: { capacity: 1_000 }, VIP: { capacity: 50 } });
  await reserveFor(t, event, { Regular: 2, VIP: 1 });
  const paid = await reserveFor(t, event, { Regular: 3, VIP: 2 });
  await paid.pay();
  const refunded = await reserveFor(t, event, { Regular: 1 });
  await refunded.pay();
  await refundReservation(
    t.ctx,
    { reservationId: refunded.reservation.id, idempotencyKey: crypto.randomUUID() },
    t.organizer,
  );
  const cancelled = await reserveFor(t, event, { VIP: 1 });
  await cancelReservation(
    t.ctx,
    { reservationId: cancelled.reservation.id },
    cancelled.accessToken,
  );
  const due = await reserveFor(t, event, { VIP: 1 });
  await t.makeDue(due.reservation.id);
  await releaseDue(t.ctx);
});
afterAll(() => t[Symbol.asyncDispose]());

const run = (statement: string) => t.db.pool.query(statement);
const brokenIds = async () =>
  (await checkInvariants(t.db)).filter(({ broken }) => broken > 0).map(({ id }) => id);

describe("what differs from the reservations is mended", () => {
  beforeEach(() => expectInvariants(t));
  afterEach(() => expectInvariants(t));

  it.each([
    ["what is held", "UPDATE inventory SET held = held + 7"],
    ["what is sold", "UPDATE inventory SET sold = sold + 7"],
    ["sold as held", "UPDATE inventory SET held = held + sold, sold = 0"],
    ["revenue of a ticket type", "UPDATE inventory SET revenue = revenue - 1"],
    ["a minute's tickets", "UPDATE event_minutes SET tickets_paid = tickets_paid + 5"],
    ["a minute's reservations", "UPDATE event_minutes SET reservations_expired = 9"],
    ["a minute's revenue", "UPDATE event_minutes SET revenue = revenue + 1"],
    ["a minute that is gone", "DELETE FROM event_minutes"],
    ["a minute too many", "UPDATE event_minutes SET minute = minute + interval '7 min'"],
    ["the seconds to pay", "UPDATE event_pay_seconds SET reservations = reservations + 2"],
    ["seconds to pay that are gone", "DELETE FROM event_pay_seconds"],
  ])("%s", async (_, drift) => {
    await run(drift);
    expect(await brokenIds()).not.toEqual([]);
    const lines: string[] = [];
    const { mended, left } = await repairDrift(t.db, (line) => lines.push(line));
    expect(mended).not.toEqual([]);
    expect(lines).toEqual(mended);
    expect(left).toEqual([]);
    expect(await repairDrift(t.db)).toEqual({ mended: [], left: [] });
  });

  it("while tickets are sold, paid and given back all the time", async () => {
    const sell = async (n: number): Promise<void> => {
      const buyer = await reserveFor(t, event, { Regular: 1 });
      const { id: reservationId } = buyer.reservation;
      if (n % 2 === 0) await buyer.pay();
      else await cancelReservation(t.ctx, { reservationId }, buyer.accessToken);
    };
    const sales = Promise.all(Array.from({ length: BUYERS }, (_, n) => sell(n)));
    for (let round = 0; round < 4; round++) {
      await run("UPDATE inventory SET held = held + 3, sold = sold + 2, revenue = revenue + 5");
      await run("UPDATE event_minutes SET tickets_reserved = tickets_reserved + 1");
      expect((await repairDrift(t.db)).mended).not.toEqual([]);
    }
    await sales;
  });

  it("once, when two repair at the same moment", async () => {
    await run("UPDATE inventory SET held = held + 1");
    const repairs = await Promise.allSettled([repairDrift(t.db), repairDrift(t.db)]);
    const refused = repairs.filter((repair) => repair.status === "rejected");
    for (const { reason } of refused) expect(String(reason)).toContain("another repair");
  });
});

it("a repair's lock is a transaction's, which no pooler takes from it while it works", async () => {
  await run("UPDATE inventory SET held = held + 1");
  const repairing = await transaction(t.db, async (tx) => {
    await lockCounters(tx, event.id, "all");
    const repair = repairDrift(t.db);
    const lock = waitFor(async () => (await run(TRANSACTION_LOCK)).rowCount === 1, {
      timeoutMs: LOCK_WAIT_MS,
      describe: "the lock of the repair's transaction",
    });
    return await lock.then(() => ({ repair }));
  });
  expect((await repairing.repair).left).toEqual([]);
  await expectInvariants(t);
});

it("a repair's lock lasts for as long as the repair does, whatever limit a transaction has", async () => {
  await run("UPDATE inventory SET held = held + 1");
  const db = openDatabase({ connectionString: t.url, applicationName: "test" });
  db.pool.on("connect", (client) => {
    void limitTransactions(client, TRANSACTION_MS_MAX);
  });
  try {
    const repairing = await transaction(t.db, async (tx) => {
      await lockCounters(tx, event.id, "all");
      const repair = repairDrift(db);
      const isLate = `clock_timestamp() > a.xact_start + interval '${TRANSACTION_MS_MAX + 100} ms'`;
      const lock = waitFor(
        async () => (await run(`${TRANSACTION_LOCK} AND ${isLate}`)).rowCount === 1,
        { timeoutMs: LOCK_WAIT_MS, describe: "the repair's lock to last longer" },
      );
      return await lock.then(() => ({ repair }));
    });
    expect((await repairing.repair).left).toEqual([]);
  } finally {
    await db.close();
  }
  await expectInvariants(t);
});

describe("what cannot be mended is left as it is, and told", () => {
  it("an event at which the repair fails, while the others are mended", async () => {
    const other = await t.publish({ Regular: { capacity: 10 } });
    for (const { id } of [event, other]) {
      await run(`UPDATE inventory SET held = held + 1 WHERE event_id = '${id}'`);
      await run(`INSERT INTO event_minutes (event_id, minute, tickets_paid)
        VALUES ('${id}', '2026-01-01T00:00:00Z', 3)`);
    }
    await run(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE 'not now'; END $$`);
    for (const table of ["inventory", "event_minutes"]) {
      await run(`CREATE TRIGGER refuse BEFORE UPDATE ON ${table} FOR EACH ROW
        WHEN (OLD.event_id = '${event.id}') EXECUTE FUNCTION refuse()`);
    }
    const { mended, left } = await repairDrift(t.db);
    expect(left).toEqual([`event ${event.id}: not now`, `event ${event.id}: not now`]);
    expect(mended).toHaveLength(2);
    expect(mended.every((line) => line.includes(other.id))).toBe(true);
    await run("DROP FUNCTION refuse CASCADE");
    expect((await repairDrift(t.db)).left).toEqual([]);
    await expectInvariants(t);
  });

  it("a ticket type of which more is sold than there is", async () => {
    await run("UPDATE inventory SET held = 0, sold = 0, capacity = 2 WHERE capacity = 50");
    const { mended, left } = await repairDrift(t.db);
    expect(mended).toEqual([]);
    expect(left).toEqual([expect.stringContaining("hold 1 and 2 are sold of 2")]);
    expect(await brokenIds()).toContain(2);
    await run("UPDATE inventory SET capacity = 50 WHERE capacity = 2");
    await repairDrift(t.db);
    await expectInvariants(t);
  });

  it("a reservation whose own row is wrong", async () => {
    await run("UPDATE payments SET amount = amount + 1");
    expect(await repairDrift(t.db)).toEqual({ mended: [], left: [] });
    expect(await brokenIds()).toContain(7);
  });
});

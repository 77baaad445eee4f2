import { randomUUIDv7 } from "node:crypto";
import { payments } from "@stampede/db/schema";
import { transaction } from "@stampede/db/transaction";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { cancelEvent } from "../events/cancel-event.ts";
import { getReservation } from "../reservations/get-reservation.ts";
import { reserve } from "../reservations/reserve.ts";
import { funnel } from "../statistics/funnel.ts";
import { checkIn } from "../tickets/check-in.ts";
import { GatewayNoAnswerError, RefundFailedError } from "./gateway.ts";
import {
  type Buyer,
  counters,
  expectInvariants,
  ledger,
  makeCheckable,
  reserveFor,
  runOutPin,
} from "./payment.fixture.ts";
import { pay } from "./pay.ts";
import { payAll } from "./pay-all.fixture.ts";
import type { PaymentRow } from "./payment-context.ts";
import { reconcilePayments } from "./reconcile-payments.ts";
import { releasePins } from "./release-pins.ts";
import { settleIn } from "./settle-payment.ts";
import { startPayment } from "./start-payment.ts";
import { type Walked, windUpEvents } from "./wind-up-events.ts";

const CROWD = 1_203;
/** Reservations that are looked at in one step. */
const PAGE = 1_000;
const WORKERS = 4;
const ROUNDS_MAX = 10;

let t: TestContext;
let event: TestEvent;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());
beforeEach(async () => {
  event = await t.publish({ Regular: {}, Free: { priceAmount: 0 } });
});

const cancel = () => cancelEvent(t.ctx, { eventId: event.id }, t.organizer);
const read = ({ reservation, accessToken }: Buyer) =>
  getReservation(t.ctx, { reservationId: reservation.id }, accessToken);
const typesOf = async (buyer: Buyer) => (await read(buyer)).timeline.map(({ type }) => type);
const buy = async (quantities: Record<string, number>, paymentToken?: string) => {
  const buyer = await reserveFor(t, event, quantities);
  await buyer.pay(paymentToken);
  return buyer;
};
const regular = () => counters(t, event.type("Regular"));
const NOTHING = { held: 0, sold: 0, revenue: 0 };
const reconcile = async () => {
  await makeCheckable(t);
  return await reconcilePayments(t.ctx);
};

describe("a cancelled event", () => {
  test("pays everybody back, and gives back what was held", async () => {
    const before = await ledger(t);
    const held = await reserveFor(t, event, { Regular: 2, Free: 1 });
    const paid = await buy({ Regular: 3, Free: 1 });
    const guest = await buy({ Free: 2 });
    const admitted = await buy({ Regular: 1 });
    const [ticket] = (await read(admitted)).tickets;
    await checkIn(t.ctx, { eventId: event.id, code: ticket?.code ?? "" }, t.organizer);

    expect((await cancel()).status).toBe("cancelled");
    expect(await windUpEvents(t.ctx)).toEqual({ cancelled: 1, refunds: 3, more: false });
    expect(await typesOf(held)).toEqual(["reserved", "cancelled"]);
    expect((await read(paid)).status).toBe("refunding");
    expect((await read(guest)).status).toBe("refunded");
    expect(await regular()).toEqual(NOTHING);
    expect(await counters(t, event.type("Free"))).toEqual(NOTHING);
    await expectInvariants(t);

    expect(await reconcile()).toEqual({ settled: 0, refunded: 2, waiting: 0 });
    for (const buyer of [paid, guest, admitted]) {
      expect((await read(buyer)).status).toBe("refunded");
    }
    expect((await ledger(t)).balance).toBe(before.balance);
    expect(await funnel(t.ctx, { eventId: event.id }, t.organizer)).toMatchObject({
      reserved: 4,
      paid: 3,
      cancelled: 1,
      refunded: 3,
    });
    const code = (await read(paid)).tickets[0]?.code ?? "";
    expect(await checkIn(t.ctx, { eventId: event.id, code }, t.organizer)).toMatchObject({
      result: "refunded",
    });
    expect(await windUpEvents(t.ctx)).toEqual({ cancelled: 0, refunds: 0, more: false });
    await expectInvariants(t);
  });

  test("pays back under no key, which a request could have taken before", async () => {
    const { reservation } = await buy({ Regular: 1 });
    await cancel();
    await windUpEvents(t.ctx);
    const { rows } = await t.db.pool.query(
      "SELECT idempotency_key AS key FROM refunds WHERE reservation_id = $1",
      [reservation.id],
    );
    expect(rows).toEqual([{ key: null }]);
    await reconcile();
    await expectInvariants(t);
  });

  test("wakes the workers, and touches no other event", async () => {
    const other = await t.publish({ Regular: {} });
    const stays = await reserveFor(t, other, { Regular: 1 });
    await stays.pay();
    t.alarms.length = 0;
    await cancel();
    expect(t.alarms).toHaveLength(1);
    await windUpEvents(t.ctx);
    expect((await read(stays)).status).toBe("paid");
  });

  test("pays a crowd back once, in groups, with several workers at it", async () => {
    await using stage = await createTestContext();
    const { id, ...crowded } = await stage.publish({ Regular: { capacity: CROWD } });
    const request = () => crowded.request({ Regular: 1 });
    await Promise.all(Array.from({ length: CROWD }, () => reserve(stage.ctx, request())));
    await payAll(stage, id);
    await expectInvariants(stage);
    await cancelEvent(stage.ctx, { eventId: id }, stage.organizer);
    const sold = async () => (await counters(stage, crowded.type("Regular"))).sold;
    let refunds = 0;
    // Rows that one worker has locked are skipped by the others: calls until nothing is left.
    for (let round = 0; round < ROUNDS_MAX && (await sold()) > 0; round++) {
      const calls = Array.from({ length: WORKERS }, () => windUpEvents(stage.ctx));
      for (const call of await Promise.all(calls)) refunds += call.refunds;
    }
    expect(refunds).toBe(CROWD);
    expect(await sold()).toBe(0);
    const { rows } = await stage.db.pool.query(
      "SELECT count(*)::int AS refunds, count(DISTINCT reservation_id)::int AS reservations FROM refunds",
    );
    expect(rows).toEqual([{ refunds: CROWD, reservations: CROWD }]);
    await expectInvariants(stage);
  });
});

describe("what is being paid while its event is cancelled", () => {
  test("is refunded by itself when it was charged, and never paid", async () => {
    const before = await ledger(t);
    const buyer = await reserveFor(t, event, { Regular: 1 });
    await expect(buyer.pay("timeout_charged")).rejects.toMatchObject({ reason: "PAYMENT_PENDING" });
    await cancel();
    expect(await windUpEvents(t.ctx)).toEqual({ cancelled: 0, refunds: 0, more: false });
    expect((await read(buyer)).status).toBe("paying");
    expect(await regular()).toMatchObject({ held: 1 });
    expect(await reconcile()).toEqual({ settled: 1, refunded: 1, waiting: 0 });
    expect(await typesOf(buyer)).toEqual([
      "reserved",
      "payment_started",
      "payment_captured",
      "refund_started",
      "refunded",
    ]);
    expect(await read(buyer)).toMatchObject({ paidAt: null, tickets: [] });
    expect(await regular()).toEqual(NOTHING);
    expect((await ledger(t)).balance).toBe(before.balance);
    await expectInvariants(t);
  });

  test("is refunded too when the answer comes at once, and the buyer is told", async () => {
    const buyer = await reserveFor(t, event, { Regular: 1 });
    const { gateway } = t.ctx;
    const ctx = {
      ...t.ctx,
      gateway: {
        ...gateway,
        charge: async (...request: Parameters<typeof gateway.charge>) => {
          await cancel();
          return await gateway.charge(...request);
        },
      },
    };
    const reply = await pay(ctx, buyer.request(), buyer.accessToken);
    expect(reply).toMatchObject({ status: "refunding", paidAt: null, tickets: [] });
    await reconcile();
    await expectInvariants(t);
  });

  test("is cancelled when it was not charged", async () => {
    const buyer = await reserveFor(t, event, { Regular: 1 });
    await expect(buyer.pay("timeout_not_charged")).rejects.toMatchObject({
      reason: "PAYMENT_PENDING",
    });
    await cancel();
    await windUpEvents(t.ctx);
    await reconcile();
    expect(await windUpEvents(t.ctx)).toMatchObject({ cancelled: 1 });
    expect((await read(buyer)).status).toBe("cancelled");
    expect(await regular()).toEqual(NOTHING);
    await expectInvariants(t);
  });

  test("is refunded when its tickets were given back before", async () => {
    const buyer = await reserveFor(t, event, { Regular: 1 });
    await expect(buyer.pay("timeout_charged")).rejects.toMatchObject({ reason: "PAYMENT_PENDING" });
    await runOutPin(t, buyer);
    await releasePins(t.ctx);
    await cancel();
    await reconcile();
    expect((await read(buyer)).status).toBe("refunded");
    expect(await regular()).toEqual(NOTHING);
    await expectInvariants(t);
  });

  test("whose payment began in the moment before is found by a later call", async () => {
    const free = await reserveFor(t, event, { Free: 1 });
    const buyer = await reserveFor(t, event, { Regular: 1 });
    await startPayment(t.ctx, buyer.request());
    await cancel();
    await windUpEvents(t.ctx);
    expect((await read(free)).status).toBe("cancelled");
    await reconcile();
    await windUpEvents(t.ctx);
    expect((await read(buyer)).status).toBe("cancelled");
    await expectInvariants(t);
  });

  test("is refunded at once when it cost nothing, since no gateway knows of it", async () => {
    const buyer = await reserveFor(t, event, { Free: 1 });
    const payment = await beginFree(buyer);
    await cancel();
    const settled = await transaction(t.db, (tx) =>
      settleIn(tx, payment, { outcome: "captured", chargeId: null }),
    );
    expect(settled.reservation).toMatchObject({ status: "refunded", closedAt: expect.any(Date) });
    expect((await read(buyer)).status).toBe("refunded");
    expect(await counters(t, event.type("Free"))).toEqual(NOTHING);
    await expectInvariants(t);
  });
});

test("a refund is tried without end, less and less often, until the gateway makes it", async () => {
  const before = await ledger(t);
  const buyer = await buy({ Regular: 1 });
  await cancel();
  await windUpEvents(t.ctx);
  const refuses = (refusal: Error) => ({
    ...t.ctx,
    gateway: {
      ...t.ctx.gateway,
      refund: async () => {
        throw refusal;
      },
    },
  });
  const delays: number[] = [];
  for (let round = 0; round < 9; round++) {
    const error = round % 2 === 0 ? new RefundFailedError("no") : new GatewayNoAnswerError("none");
    await makeCheckable(t);
    expect(await reconcilePayments(refuses(error))).toEqual({
      settled: 0,
      refunded: 0,
      waiting: 1,
    });
    const { rows } = await t.db.pool.query<{ delay: number }>(
      `SELECT round(extract(epoch FROM next_attempt_at - clock_timestamp()))::int AS delay
       FROM refunds WHERE status = 'pending'`,
    );
    delays.push(rows[0]?.delay ?? 0);
  }
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(await read(buyer)).toMatchObject({
    status: "refunding",
    timeline: [{}, {}, {}, {}, { type: "refund_started" }, { type: "refund_delayed" }],
  });
  await expectInvariants(t);
  expect(await reconcile()).toEqual({ settled: 0, refunded: 1, waiting: 0 });
  expect((await ledger(t)).balance).toBe(before.balance);
});

test("a walk that no call sees the end of is gone on with, call by call", async () => {
  const over = await fill(await reserveFor(t, event, { Regular: 1 }), PAGE);
  const buyer = await buy({ Regular: 1 });
  await cancel();
  const walked: Walked = new Map();
  const shortCall = () => windUpEvents(t.ctx, { walked, runMsMax: 0 });
  expect(await shortCall()).toEqual({ cancelled: 1, refunds: 0, more: true });
  expect(await shortCall()).toEqual({ cancelled: 0, refunds: 1, more: false });
  expect((await read(buyer)).status).toBe("refunding");
  expect(walked.size).toBe(0);
  await unfill(over);
  await reconcile();
  await expectInvariants(t);
});

test("a refund that fails keeps neither its page's buyers waiting nor the next one's", async () => {
  const beside = await buy({ Regular: 1 });
  const first = await buy({ Regular: 1 });
  const over = await fill(first, PAGE);
  const buyer = await buy({ Regular: 1 });
  await cancel();
  await t.db.pool.query(
    `ALTER TABLE refunds ADD CONSTRAINT not_the_first CHECK (reservation_id <> '${first.reservation.id}')`,
  );
  await expect(windUpEvents(t.ctx)).rejects.toThrow("not_the_first");
  expect((await read(first)).status).toBe("paid");
  expect((await read(beside)).status).toBe("refunding");
  expect((await read(buyer)).status).toBe("refunding");
  await t.db.pool.query("ALTER TABLE refunds DROP CONSTRAINT not_the_first");
  expect(await windUpEvents(t.ctx)).toMatchObject({ refunds: 1 });
  await unfill(over);
  await reconcile();
  await expectInvariants(t);
});

test("holds that cannot be ended do not keep those who paid waiting", async () => {
  const held = await reserveFor(t, event, { Regular: 2 });
  const buyer = await buy({ Regular: 1 });
  await cancel();
  const hold = (tickets: number) =>
    t.db.pool.query("UPDATE inventory SET held = $1 WHERE ticket_type_id = $2", [
      tickets,
      event.type("Regular"),
    ]);
  await hold(1);
  await expect(windUpEvents(t.ctx)).rejects.toThrow("inventory_never_oversold");
  expect((await read(buyer)).status).toBe("refunding");
  await hold(2);
  expect(await windUpEvents(t.ctx)).toMatchObject({ cancelled: 1 });
  expect((await read(held)).status).toBe("cancelled");
  await reconcile();
  await expectInvariants(t);
});

test("an event that cannot be wound up does not keep the others' buyers waiting", async () => {
  await buy({ Regular: 1 });
  await cancel();
  const broken = event.id;
  await t.db.pool.query(
    "UPDATE inventory SET sold = 0, held = 5 WHERE event_id = $1 AND sold > 0",
    [broken],
  );
  await t.db.pool.query("UPDATE inventory SET sold = 1 WHERE event_id = $1 AND sold + held = 0", [
    broken,
  ]);
  event = await t.publish({ Regular: {} });
  const buyer = await buy({ Regular: 1 });
  await cancel();
  await expect(windUpEvents(t.ctx)).rejects.toThrow("inventory_never_oversold");
  expect((await read(buyer)).status).toBe("refunding");
  await reconcile();
  await t.db.pool.query(
    "UPDATE inventory SET sold = (ticket_type_id = $2)::int, held = 0 WHERE event_id = $1",
    [broken, await typeOf(broken)],
  );
  expect(await windUpEvents(t.ctx)).toMatchObject({ refunds: 1 });
  await reconcile();
  await expectInvariants(t);
});

/** Where a payment of nothing stands between its beginning and its end. */
async function beginFree(buyer: Buyer): Promise<PaymentRow> {
  const { id: reservationId } = buyer.reservation;
  const { idempotencyKey } = buyer.request();
  const now = new Date();
  await t.db.pool.query("UPDATE reservations SET status = 'paying' WHERE id = $1", [reservationId]);
  const [payment] = await t.db.orm
    .insert(payments)
    .values({
      id: randomUUIDv7(),
      eventId: event.id,
      reservationId,
      idempotencyKey,
      requestHash: 1n,
      amount: 0,
      currency: "EUR",
      gateway: "none",
      status: "pending",
      startedAt: now,
      pinnedUntil: now,
      nextCheckAt: now,
    })
    .returning();
  if (payment === undefined) throw new Error("the payment was not written");
  return payment;
}

/** So many reservations of the event that are over, later than the buyer's. */
async function fill({ reservation }: Buyer, count: number): Promise<string[]> {
  const { rows } = await t.db.pool.query<{ id: string }>(
    `INSERT INTO reservations
     SELECT (jsonb_populate_record(r, jsonb_build_object('id', uuidv7(),
       'idempotency_key', gen_random_uuid(), 'status', 'cancelled', 'closed_at', now()))).*
     FROM reservations r, generate_series(1, $2) WHERE r.id = $1 RETURNING id`,
    [reservation.id, count],
  );
  return rows.map(({ id }) => id);
}

const unfill = (ids: string[]) =>
  t.db.pool.query("DELETE FROM reservations WHERE id = ANY ($1)", [ids]);

async function typeOf(eventId: string): Promise<string> {
  const { rows } = await t.db.pool.query<{ id: string }>(
    "SELECT id FROM ticket_types WHERE event_id = $1 AND name = 'Regular'",
    [eventId],
  );
  return rows[0]?.id ?? "";
}

import { constraintOf } from "@stampede/db/errors";
import { payments, reservations } from "@stampede/db/schema";
import { transaction } from "@stampede/db/transaction";
import { waitFor } from "@stampede/testing/wait-for";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lockCounters } from "../src/inventory/counters.ts";
import { type Buyer, counters, reserveFor, runOutPin } from "../src/payments/payment.fixture.ts";
import { finishRefund } from "../src/payments/refund-payment.ts";
import { startRefund } from "../src/payments/refund-reservation.ts";
import { releasePins } from "../src/payments/release-pins.ts";
import { settlePayment } from "../src/payments/settle-payment.ts";
import { startPayment } from "../src/payments/start-payment.ts";
import { lockReservation } from "../src/reservations/lock-reservation.ts";
import { releaseDue } from "../src/reservations/release-due.ts";
import { requestHash } from "../src/reservations/request.ts";
import { createTestContext, type TestContext, type TestEvent } from "./test-context.ts";

const KEY_RACES = 10;
const AT_ONCE = 4;
/** Of those who call at once, so many have begun before the first of them is let through. */
const IN_LINE = 2;
const IS_WAITING = `
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;
const WAITS = `
  SELECT xact_start::text AS wait FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;
/** Longer than a hold, and shorter than a hold and its pin. */
const HOLD_PASSED_SECONDS = 901;

let t: TestContext;
let event: TestEvent;
beforeAll(async () => {
  t = await createTestContext();
  event = await t.publish({ Regular: {} });
});
afterAll(() => t[Symbol.asyncDispose]());

const buyer = (quantity = 1) => reserveFor(t, event, { Regular: quantity });
const regular = () => counters(t, event.type("Regular"));
const refundInput = ({ reservation }: Buyer) => ({
  reservationId: reservation.id,
  idempotencyKey: crypto.randomUUID(),
});

/** Calls several times at once: each has looked at the reservation before any of them may change it. */
async function atOnce<Result>(
  { reservation }: Buyer,
  call: () => Promise<Result>,
): Promise<Result[]> {
  let replies: Promise<Result[]> | undefined;
  await transaction(t.db, async (tx) => {
    await lockReservation(tx, reservation.id);
    let isOver = false;
    replies = Promise.all(Array.from({ length: AT_ONCE }, call)).finally(() => (isOver = true));
    replies.catch(() => undefined);
    await waitFor(
      async () => isOver || ((await t.db.pool.query(IS_WAITING)).rowCount ?? 0) >= IN_LINE,
    );
  });
  return replies ?? [];
}

/** Two requests under one key at the same moment: one goes through, the other is told of the key. */
async function expectOneOf(calls: readonly Promise<unknown>[]): Promise<void> {
  const replies = await Promise.allSettled(calls);
  expect(replies.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(replies.find((reply) => reply.status === "rejected")?.reason).toMatchObject({
    reason: "IDEMPOTENCY_KEY_REUSED",
  });
}

test("a payment that is sent twice at once is begun once, and the second finds it", async () => {
  const held = await buyer();
  const { reservation } = held;
  const request = held.request();
  const { idempotencyKey, currency, paymentToken } = request;
  const id = crypto.randomUUID();
  let second: ReturnType<typeof startPayment> | undefined;
  await transaction(t.db, async (tx) => {
    const { eventId } = await lockReservation(tx, reservation.id);
    let isDone = false;
    second = startPayment(t.ctx, request).finally(() => (isDone = true));
    await waitFor(async () => isDone || (await t.db.pool.query(IS_WAITING)).rowCount);
    const now = new Date();
    await tx.orm.insert(payments).values({
      id,
      eventId,
      reservationId: reservation.id,
      idempotencyKey,
      requestHash: requestHash([reservation.id, paymentToken, currency]),
      amount: reservation.total.amount,
      currency,
      gateway: t.ctx.gateway.name,
      status: "pending",
      startedAt: now,
      pinnedUntil: new Date(reservation.expiresAt),
      nextCheckAt: new Date(reservation.expiresAt),
    });
    await tx.orm
      .update(reservations)
      .set({ status: "paying" })
      .where(eq(reservations.id, reservation.id));
  });
  expect(await second).toMatchObject({ step: "reply", payment: { id } });
});

test("a second payment is not begun while one is under way", async () => {
  const one = await buyer();
  await startPayment(t.ctx, one.request());
  await expect(startPayment(t.ctx, one.request())).rejects.toMatchObject({
    reason: "PAYMENT_IN_PROGRESS",
  });
});

test("one key for two reservations pays one of them", async () => {
  for (let race = 1; race <= KEY_RACES; race++) {
    const idempotencyKey = crypto.randomUUID();
    const buyers = [await buyer(), await buyer()];
    await expectOneOf(
      buyers.map((one) => startPayment(t.ctx, { ...one.request(), idempotencyKey })),
    );
  }
});

test("tickets wait for a gateway that says nothing, beyond the end of the hold", async () => {
  const [waiting, left] = [await buyer(), await buyer(2)];
  await startPayment(t.ctx, waiting.request());
  const before = await regular();
  for (const { reservation } of [waiting, left]) {
    await t.db.pool.query(
      "UPDATE reservations SET expires_at = expires_at - $2 * interval '1 s' WHERE id = $1",
      [reservation.id, HOLD_PASSED_SECONDS],
    );
    await t.db.pool.query(
      "UPDATE payments SET pinned_until = pinned_until - $2 * interval '1 s' WHERE reservation_id = $1",
      [reservation.id, HOLD_PASSED_SECONDS],
    );
  }
  expect(await releaseDue(t.ctx)).toMatchObject({ reservations: 1, tickets: 2 });
  expect(await releasePins(t.ctx)).toBe(0);
  expect(await regular()).toEqual({ ...before, held: before.held - 2 });
});

test("a pin that has run out gives tickets back once, whoever asks", async () => {
  const one = await buyer();
  await startPayment(t.ctx, one.request());
  await runOutPin(t, one);
  const before = await regular();
  const released = await atOnce(one, () => releasePins(t.ctx));
  expect(released.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await regular()).toEqual({ ...before, held: before.held - 1 });
});

test("a payment is settled once, whoever is told of it", async () => {
  const one = await buyer();
  const { payment } = await startPayment(t.ctx, one.request());
  const before = await regular();
  const captured = { outcome: "captured", chargeId: "a charge" } as const;
  const settled = await atOnce(one, () => settlePayment(t.ctx, payment, captured));
  for (const reply of settled) expect(reply).toEqual(settled[0]);
  expect(await regular()).toMatchObject({ held: before.held - 1, sold: before.sold + 1 });
});

test("a refund that is sent twice at once is begun once, and the others find it", async () => {
  const paid = await buyer();
  await paid.pay();
  const input = refundInput(paid);
  const started = await atOnce(paid, () => startRefund(t.ctx, input));
  expect(new Set(started.map(({ id }) => id)).size).toBe(1);
});

test("one key for two reservations refunds one of them", async () => {
  for (let race = 1; race <= KEY_RACES; race++) {
    const idempotencyKey = crypto.randomUUID();
    const buyers = [await buyer(), await buyer()];
    for (const one of buyers) await one.pay();
    const refund = (one: Buyer) => startRefund(t.ctx, { ...refundInput(one), idempotencyKey });
    await expectOneOf(buyers.map(refund));
    // By now either of them has it, and the other is told so again.
    const replies = await Promise.allSettled(buyers.map(refund));
    expect(replies.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
});

test("a refund that two see made is finished once", async () => {
  const paid = await buyer();
  await paid.pay();
  const refund = await startRefund(t.ctx, refundInput(paid));
  const finish = () => transaction(t.db, (tx) => finishRefund(tx, refund));
  const first = await finish();
  expect(first.status).toBe("done");
  expect(await finish()).toEqual(first);
});

test("the ledger gives no more back than it took, whoever asks", async () => {
  await (await buyer()).pay();
  for (const refunded of ["amount + 1", "-1"]) {
    const error = await t.db.pool
      .query(`UPDATE simulated_gateway.charges SET refunded = ${refunded}`)
      .catch((thrown: unknown) => thrown);
    expect(constraintOf(error)).toBe("charges_never_refunded_twice");
  }
});

test("who has been charged waits longer than others for the counters", async () => {
  const paid = await buyer();
  const waits = new Set<string>();
  let paying: Promise<unknown> | undefined;
  await transaction(t.db, async (tx) => {
    await lockCounters(tx, event.id, "all");
    paying = paid.pay();
    paying.catch(() => undefined);
    // The second wait begins once the database has ended the first.
    await waitFor(async () => {
      const { rows } = await t.db.pool.query<{ wait: string }>(WAITS);
      for (const { wait } of rows) waits.add(wait);
      return waits.size > 1;
    });
  });
  expect(await paying).toMatchObject({ id: paid.reservation.id, status: "paid" });
});

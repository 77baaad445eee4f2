import { events, refunds, reservations } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelEvent } from "../src/events/cancel-event.ts";
import { lockCounters } from "../src/inventory/counters.ts";
import { cancelHolds } from "../src/payments/cancel-holds.ts";
import { counters, expectInvariants, reserveFor } from "../src/payments/payment.fixture.ts";
import { refundGroup } from "../src/payments/refund-group.ts";
import { refundPayment } from "../src/payments/refund-payment.ts";
import { startRefund } from "../src/payments/refund-reservation.ts";
import { startPayment } from "../src/payments/start-payment.ts";
import { checkIn } from "../src/tickets/check-in.ts";
import { createTestContext, type TestContext, type TestEvent } from "./test-context.ts";
import { begin, untilStopped } from "./under-way.ts";

let t: TestContext;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());

/** Calls twice while somebody has the counters: the second begins once the first waits for them. */
async function twiceAtOnce<Result>(
  { id }: TestEvent,
  call: () => Promise<Result>,
): Promise<readonly Result[]> {
  const calls = await transaction(t.db, async (tx) => {
    await lockCounters(tx, id, "all");
    const first = begin(call);
    await untilStopped(t.db, first);
    const second = begin(call);
    await untilStopped(t.db, first, second);
    return [first, second];
  });
  return Promise.all(calls.map(({ result }) => result));
}

async function soldTo(event: TestEvent): Promise<{ reservationId: string; code: string }> {
  const { tickets, id } = await (await reserveFor(t, event, { Regular: 1 })).pay();
  return { reservationId: id, code: tickets[0]?.code ?? "" };
}

const refundOf = (reservationId: string) =>
  startRefund(t.ctx, { reservationId, idempotencyKey: crypto.randomUUID() });
const lockTicket = (tx: Transaction, code: string) =>
  tx.client.query("SELECT FROM tickets WHERE code = $1 FOR UPDATE", [code]);
const show = (event: TestEvent, code: string) =>
  checkIn(t.ctx, { eventId: event.id, code }, t.organizer);

test("two who wind up an event refund each reservation once", async () => {
  const event = await t.publish({ Regular: {} });
  const { reservationId } = await soldTo(event);
  await soldTo(event);
  const counts = await twiceAtOnce(event, () => refundGroup(t.ctx, event.id, [reservationId]));
  expect(counts).toEqual([1, 0]);
  expect(await counters(t, event.type("Regular"))).toMatchObject({ sold: 1 });
  await expectInvariants(t);
});

test("two who wind up an event end each hold once, and leave what is being paid", async () => {
  const event = await t.publish({ Regular: {} });
  await startPayment(t.ctx, (await reserveFor(t, event, { Regular: 1 })).request());
  await reserveFor(t, event, { Regular: 1 });
  const ended = await twiceAtOnce(event, () => cancelHolds(t.ctx, event.id));
  expect(ended).toEqual([1, 0]);
  expect(await counters(t, event.type("Regular"))).toMatchObject({ held: 1 });
  await expectInvariants(t);
});

test("a refund waits for a ticket of its reservation that is being admitted", async () => {
  const event = await t.publish({ Regular: {} });
  const { reservationId, code } = await soldTo(event);
  const [admitting, refunding] = await transaction(t.db, async (tx) => {
    await lockTicket(tx, code);
    const first = begin(() => show(event, code));
    await untilStopped(t.db, first);
    const second = begin(() => refundOf(reservationId));
    await untilStopped(t.db, first, second);
    expect(second.isOver()).toBe(false);
    return [first, second];
  });
  expect(await admitting.result).toMatchObject({ result: "admitted" });
  expect(await refunding.result).toMatchObject({ reservationId });
});

test("who cancels an event waits for a ticket of it that is being admitted", async () => {
  const event = await t.publish({ Regular: {} });
  const { code } = await soldTo(event);
  const [admitting, cancelling] = await transaction(t.db, async (tx) => {
    await lockTicket(tx, code);
    const first = begin(() => show(event, code));
    await untilStopped(t.db, first);
    const second = begin(() => cancelEvent(t.ctx, { eventId: event.id }, t.organizer));
    await untilStopped(t.db, first, second);
    expect(second.isOver()).toBe(false);
    return [first, second];
  });
  expect(await admitting.result).toMatchObject({ result: "admitted" });
  expect(await cancelling.result).toMatchObject({ status: "cancelled" });
});

test("a ticket that is shown while its event is being cancelled admits nobody", async () => {
  const event = await t.publish({ Regular: {} });
  const { code } = await soldTo(event);
  const admitting = await transaction(t.db, async (tx) => {
    await tx.orm
      .update(events)
      .set({ status: "cancelled", updatedAt: sql`clock_timestamp()` })
      .where(eq(events.id, event.id));
    const shown = begin(() => show(event, code));
    await untilStopped(t.db, shown);
    return shown;
  });
  expect(await admitting.result).toMatchObject({ result: "refunded" });
});

test("a refund is asked of the gateway that took the money, and of no other", async () => {
  const event = await t.publish({ Regular: {} });
  const { reservationId } = await soldTo(event);
  let asked = 0;
  const gateway = { ...t.ctx.gateway, name: "another", refund: async () => void asked++ };
  const refund = await refundPayment({ ...t.ctx, gateway }, await refundOf(reservationId));
  expect({ asked, status: refund.status }).toEqual({ asked: 0, status: "pending" });
});

/** So far ahead that what comes later must have looked at it. */
const AHEAD = sql`clock_timestamp() + interval '1 hour'`;

test("a refund of many begins after each of their payments, or the reply to one would tell of it", async () => {
  const event = await t.publish({ Regular: {} });
  const { reservationId } = await soldTo(event);
  const [paid] = await t.db.orm
    .update(reservations)
    .set({ paidAt: AHEAD })
    .where(eq(reservations.id, reservationId))
    .returning();
  await refundGroup(t.ctx, event.id, [reservationId]);
  const [refund] = await t.db.orm
    .select()
    .from(refunds)
    .where(eq(refunds.reservationId, reservationId));
  expect(refund?.requestedAt.getTime()).toBeGreaterThan(paid?.paidAt?.getTime() ?? Number.NaN);
});

test("a refund's delay is noted after its start, or the reply to who started it would tell of it", async () => {
  const event = await t.publish({ Regular: {} });
  const { id } = await refundOf((await soldTo(event)).reservationId);
  const [started] = await t.db.orm
    .update(refunds)
    .set({ requestedAt: AHEAD })
    .where(eq(refunds.id, id))
    .returning();
  if (started === undefined) throw new Error("the refund is missing");
  const gateway = { ...t.ctx.gateway, name: "another" };
  const { delayedAt } = await refundPayment({ ...t.ctx, gateway }, started);
  expect(delayedAt?.getTime()).toBeGreaterThan(started.requestedAt.getTime());
});

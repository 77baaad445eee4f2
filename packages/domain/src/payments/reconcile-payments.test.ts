import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { waitFor } from "@stampede/testing/wait-for";
import { transaction } from "@stampede/db/transaction";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { getReservation } from "../reservations/get-reservation.ts";
import { lockReservation } from "../reservations/lock-reservation.ts";
import { releaseDue } from "../reservations/release-due.ts";
import { GatewayNoAnswerError, type PaymentGateway } from "./gateway.ts";
import { pay } from "./pay.ts";
import {
  type Buyer,
  counters,
  expectInvariants,
  ledger,
  makeCheckable,
  reserveFor,
  runOutPin,
} from "./payment.fixture.ts";
import { reconcilePayments } from "./reconcile-payments.ts";
import { releasePins } from "./release-pins.ts";
import { startPayment } from "./start-payment.ts";

let t: TestContext;
let event: TestEvent;
let buyer: Buyer;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());
beforeEach(async () => {
  event = await t.publish({ Regular: { capacity: 2 } });
  buyer = await reserveFor(t, event, { Regular: 2 });
});
afterEach(() => expectInvariants(t));

const HOLD_SECONDS = 900;
const PENDING = { reason: "PAYMENT_PENDING" };
const SOLD = { held: 0, sold: 2, revenue: 9_800 };
const HELD = { held: 2, sold: 0, revenue: 0 };
const FREE = { held: 0, sold: 0, revenue: 0 };

const regular = () => counters(t, event.type("Regular"));
const readOf = ({ reservation, accessToken }: Buyer) =>
  getReservation(t.ctx, { reservationId: reservation.id }, accessToken);
const read = () => readOf(buyer);
const statusOf = async (one: Buyer) => (await readOf(one)).status;
const reconcile = async () => {
  await makeCheckable(t);
  return await reconcilePayments(t.ctx);
};
/** A gateway that is out of reach for whoever asks about a charge or a refund. */
const deaf = (): PaymentGateway => {
  const noAnswer = () => Promise.reject(new GatewayNoAnswerError("out of reach"));
  return { ...t.ctx.gateway, lookUp: noAnswer, refund: noAnswer };
};

describe("a payment without an answer", () => {
  test("that was charged ends paid, with its tickets", async () => {
    await expect(buyer.pay("timeout_charged")).rejects.toMatchObject(PENDING);
    expect(await regular()).toEqual(HELD);
    expect(await reconcile()).toEqual({ settled: 1, refunded: 0, waiting: 0 });
    expect(await read()).toMatchObject({ status: "paid", tickets: [{}, {}] });
    expect(await regular()).toEqual(SOLD);
    expect(await reconcile()).toEqual({ settled: 0, refunded: 0, waiting: 0 });
  });

  test("that was not charged leaves the hold as it was", async () => {
    await expect(buyer.pay("timeout_not_charged")).rejects.toMatchObject(PENDING);
    expect(await reconcile()).toMatchObject({ settled: 1 });
    expect(await read()).toMatchObject({
      status: "held",
      timeline: [{}, { type: "payment_started" }, { type: "payment_not_charged" }],
    });
    expect((await buyer.pay()).status).toBe("paid");
  });

  test("that was not charged and is found out after the hold's end expires it", async () => {
    await expect(buyer.pay("timeout_not_charged")).rejects.toMatchObject(PENDING);
    await t.makeDue(buyer.reservation.id);
    await reconcile();
    expect((await read()).status).toBe("expired");
    expect(await regular()).toEqual(FREE);
  });

  test("is asked about a second later, and again less and less often", async () => {
    await expect(buyer.pay("timeout_charged")).rejects.toMatchObject(PENDING);
    const ctx = { ...t.ctx, gateway: deaf() };
    const delays: number[] = [];
    for (let round = 0; round < 4; round++) {
      await makeCheckable(t);
      await reconcilePayments(ctx);
      const { rows } = await t.db.pool.query<{ delay: number }>(
        `SELECT round(extract(epoch FROM next_check_at - clock_timestamp()))::int AS delay
         FROM payments WHERE status = 'pending'`,
      );
      delays.push(rows[0]?.delay ?? 0);
    }
    expect(delays).toEqual([2, 4, 5, 5]);
    expect(await reconcilePayments(ctx)).toEqual({ settled: 0, refunded: 0, waiting: 0 });
    await reconcile();
  });

  test("never counts as refused while the gateway says nothing", async () => {
    await expect(buyer.pay("timeout_charged")).rejects.toMatchObject(PENDING);
    t.alarms.length = 0;
    await makeCheckable(t);
    const ctx = { ...t.ctx, gateway: deaf() };
    expect(await reconcilePayments(ctx)).toEqual({ settled: 0, refunded: 0, waiting: 1 });
    expect(t.alarms).toHaveLength(1);
    expect((await read()).status).toBe("paying");
    expect(await regular()).toEqual(HELD);
    await reconcile();
    expect((await read()).status).toBe("paid");
  });

  test("is not asked of a gateway that never saw it", async () => {
    await expect(buyer.pay("timeout_charged")).rejects.toMatchObject(PENDING);
    await makeCheckable(t);
    const gateway = { ...t.ctx.gateway, name: "another" };
    expect(await reconcilePayments({ ...t.ctx, gateway })).toMatchObject({ waiting: 1 });
    await reconcile();
    expect((await read()).status).toBe("paid");
  });

  test("settles once when many ask at the same moment", async () => {
    await expect(buyer.pay("timeout_charged")).rejects.toMatchObject(PENDING);
    await makeCheckable(t);
    const passes = await Promise.all(Array.from({ length: 5 }, () => reconcilePayments(t.ctx)));
    expect(passes.reduce((sum, { settled }) => sum + settled, 0)).toBe(1);
    expect(await regular()).toEqual(SOLD);
  });
});

describe("a process that dies", () => {
  test("before the charge leaves no charge, and the hold as it was", async () => {
    const { payment } = await startPayment(t.ctx, buyer.request());
    // The charge may still be on its way: nobody asks before its time is over.
    expect(await reconcilePayments(t.ctx)).toMatchObject({ settled: 0, waiting: 0 });
    await reconcile();
    expect((await read()).status).toBe("held");
    // Should the charge arrive after all, the gateway refuses it.
    const late = await t.ctx.gateway.charge(
      { ...payment, key: payment.id, paymentToken: "tok_visa", expiresAt: new Date() },
      new AbortController().signal,
    );
    expect(late).toEqual({ outcome: "failed" });
  });

  test("between the charge and its writing down leaves a payment that ends paid", async () => {
    const request = buyer.request();
    const { payment, expiresAt } = await startPayment(t.ctx, request);
    await t.ctx.gateway.charge(
      { ...payment, key: payment.id, paymentToken: "tok_visa", expiresAt },
      new AbortController().signal,
    );
    await expectInvariants(t);
    await reconcile();
    const paid = await read();
    expect(paid.status).toBe("paid");
    const reply = await pay(t.ctx, request, buyer.accessToken);
    expect(reply).toEqual({ ...paid, serverNow: reply.serverNow });
  });
});

describe("late_success", () => {
  test("is paid although the hold has run out: the tickets waited", async () => {
    await using short = await createTestContext({ holdSeconds: 1 });
    const brief = await short.publish({ Regular: { capacity: 1 } });
    const late = await reserveFor(short, brief, { Regular: 1 });
    await expect(late.pay("late_success")).rejects.toMatchObject(PENDING);
    await waitFor(async () => {
      await releaseDue(short.ctx);
      return (await reconcilePayments(short.ctx)).settled === 1;
    });
    const paid = await getReservation(
      short.ctx,
      { reservationId: late.reservation.id },
      late.accessToken,
    );
    expect(paid.status).toBe("paid");
    expect(Date.parse(paid.paidAt ?? "")).toBeGreaterThan(Date.parse(paid.expiresAt));
    await expectInvariants(short);
  });
});

test("the pin keeps tickets that are being paid past their hold's end, ten minutes and no longer", async () => {
  await expect(buyer.pay("timeout_charged")).rejects.toMatchObject(PENDING);
  const pass = async (seconds: number): Promise<void> => {
    const ago = `- ${seconds} * interval '1 second'`;
    await t.db.pool.query(
      `WITH pinned AS (UPDATE payments SET pinned_until = pinned_until ${ago} WHERE reservation_id = $1)
       UPDATE reservations SET expires_at = expires_at ${ago} WHERE id = $1`,
      [buyer.reservation.id],
    );
    await releaseDue(t.ctx);
    await releasePins(t.ctx);
  };
  await pass(HOLD_SECONDS + 590);
  expect(await regular()).toEqual(HELD);
  await expect(reserveFor(t, event, { Regular: 1 })).rejects.toMatchObject({ reason: "ALL_HELD" });
  await expectInvariants(t);
  await pass(11);
  expect(await regular()).toEqual(FREE);
  await expectInvariants(t);
  await reconcile();
});

describe("tickets whose payment is unknown for too long", () => {
  beforeEach(async () => {
    await buyer.pay("timeout_charged").catch(() => undefined);
    await runOutPin(t, buyer);
  });

  test("are given back once, and the payment stays unknown", async () => {
    const released = await Promise.all([releasePins(t.ctx), releasePins(t.ctx)]);
    expect(released.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await regular()).toEqual(FREE);
    expect((await read()).status).toBe("paying");
    expect(await releasePins(t.ctx)).toBe(0);
    await expectInvariants(t);
    await reconcile();
  });

  test("are not given back when the gateway knows by then", async () => {
    await reconcile();
    expect((await read()).status).toBe("paid");
    expect(await regular()).toEqual(SOLD);
  });

  test("are given back while the gateway is out of reach", async () => {
    await makeCheckable(t);
    await reconcilePayments({ ...t.ctx, gateway: deaf() });
    expect(await regular()).toEqual(FREE);
    await reconcile();
  });

  test("are taken again for a late success if they are there", async () => {
    await releasePins(t.ctx);
    await reconcile();
    expect(await read()).toMatchObject({
      status: "paid",
      tickets: [{}, {}],
      timeline: [
        { type: "reserved" },
        { type: "payment_started" },
        { type: "tickets_given_back" },
        { type: "payment_captured" },
        { type: "tickets_taken_again" },
        { type: "paid" },
      ],
    });
    expect(await regular()).toEqual(SOLD);
  });

  test("are taken again of holds that are due, and of no others", async () => {
    await releasePins(t.ctx);
    const due = await reserveFor(t, event, { Regular: 2 });
    await t.makeDue(due.reservation.id);
    await reconcile();
    expect((await read()).status).toBe("paid");
    expect(await regular()).toEqual(SOLD);
    expect(await statusOf(due)).toBe("expired");
  });

  test("leave due holds of other ticket types, and those that somebody changes, as they are", async () => {
    const two = await t.publish({ Regular: { capacity: 1 }, VIP: { capacity: 1 } });
    const late = await reserveFor(t, two, { Regular: 1 });
    await late.pay("timeout_charged").catch(() => undefined);
    await runOutPin(t, late);
    await releasePins(t.ctx);
    const holds = [await reserveFor(t, two, { Regular: 1 }), await reserveFor(t, two, { VIP: 1 })];
    for (const { reservation } of holds) await t.makeDue(reservation.id);
    const [changed] = holds;
    await transaction(t.db, async (tx) => {
      await lockReservation(tx, changed?.reservation.id ?? "");
      await reconcile();
    });
    expect(await statusOf(late)).toBe("refunded");
    for (const hold of holds) expect(await statusOf(hold)).toBe("held");
  });

  test("are another's by then: the money goes back and the buyer is shown so", async () => {
    await releasePins(t.ctx);
    const other = await reserveFor(t, event, { Regular: 1 });
    const before = await ledger(t);
    expect(await reconcile()).toEqual({ settled: 1, refunded: 1, waiting: 0 });
    expect(await read()).toMatchObject({ status: "refunded", paidAt: null, tickets: [] });
    expect((await ledger(t)).balance).toBe(before.balance - 9_800);
    expect((await other.pay()).status).toBe("paid");
    expect(await regular()).toEqual({ held: 0, sold: 1, revenue: 4_900 });
  });
});

test("tickets given back for a payment that was never charged expire", async () => {
  await expect(buyer.pay("timeout_not_charged")).rejects.toMatchObject(PENDING);
  await runOutPin(t, buyer);
  await releasePins(t.ctx);
  await reconcile();
  expect((await read()).status).toBe("expired");
  expect(await regular()).toEqual(FREE);
});

test("an automatic refund is tried until the gateway makes it", async () => {
  await expect(buyer.pay("timeout_charged")).rejects.toMatchObject(PENDING);
  await t.db.pool.query(
    "UPDATE simulated_gateway.charges SET refund_failures = 2 WHERE key IN (SELECT id::text FROM payments WHERE reservation_id = $1)",
    [buyer.reservation.id],
  );
  await runOutPin(t, buyer);
  await releasePins(t.ctx);
  await reserveFor(t, event, { Regular: 1 });
  expect(await reconcile()).toEqual({ settled: 1, refunded: 0, waiting: 1 });
  expect((await read()).status).toBe("refunding");
  await expectInvariants(t);
  expect(await reconcile()).toEqual({ settled: 0, refunded: 0, waiting: 1 });
  expect(await reconcile()).toEqual({ settled: 0, refunded: 1, waiting: 0 });
  expect(await read()).toMatchObject({
    status: "refunded",
    timeline: [
      { type: "reserved" },
      { type: "payment_started" },
      { type: "tickets_given_back" },
      { type: "payment_captured" },
      { type: "refund_started" },
      { type: "refund_delayed" },
      { type: "refunded" },
    ],
  });
});

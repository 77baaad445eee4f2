import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { cancelEvent } from "../events/cancel-event.ts";
import { cancelReservation } from "../reservations/cancel-reservation.ts";
import { getReservation } from "../reservations/get-reservation.ts";
import { releaseDue } from "../reservations/release-due.ts";
import { pay } from "./pay.ts";
import { type Buyer, counters, expectInvariants, ledger, reserveFor } from "./payment.fixture.ts";
import { refundReservation } from "./refund-reservation.ts";
import { payInput } from "./shapes.ts";
import { chargePayment } from "./charge-payment.ts";
import { startPayment } from "./start-payment.ts";

let t: TestContext;
let event: TestEvent;
let buyer: Buyer;
beforeAll(async () => {
  t = await createTestContext();
  event = await t.publish({ Regular: { capacity: 1_000 }, VIP: { priceAmount: 19_900 } });
});
afterAll(() => t[Symbol.asyncDispose]());
afterEach(() => expectInvariants(t));

const fresh = () => reserveFor(t, event, { Regular: 2, VIP: 1 });
const get = ({ reservation, accessToken }: Buyer) =>
  getReservation(t.ctx, { reservationId: reservation.id }, accessToken);

describe("a payment that goes through", () => {
  test("turns what is held into what is sold, and issues a ticket for each", async () => {
    buyer = await fresh();
    const before = await counters(t, event.type("Regular"));
    const reply = await buyer.pay();
    expect(reply).toMatchObject({
      ...buyer.reservation,
      status: "paid",
      paidAt: reply.serverNow,
      serverNow: reply.serverNow,
      timeline: [
        { type: "reserved" },
        { type: "payment_started" },
        { type: "payment_captured" },
        { type: "paid" },
      ],
      tickets: [{ checkedInAt: null }, { checkedInAt: null }, { checkedInAt: null }],
    });
    const codes = reply.tickets.map(({ code }) => code);
    expect(new Set(codes).size).toBe(3);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    const types = reply.tickets.map(({ ticketTypeId }) => ticketTypeId).sort();
    expect(types).toEqual([event.type("Regular"), event.type("Regular"), event.type("VIP")].sort());
    expect(await counters(t, event.type("Regular"))).toEqual({
      held: before.held - 2,
      sold: before.sold + 2,
      revenue: before.revenue + 2 * 4_900,
    });
    expect(await get(buyer)).toEqual({ ...reply, serverNow: expect.any(String) });
  });

  test("of a reservation that costs nothing charges nothing", async () => {
    const free = await t.publish({ Free: { priceAmount: 0 } });
    const guest = await reserveFor(t, free, { Free: 2 });
    const before = await ledger(t);
    const request = guest.request("card_error");
    const reply = await pay(t.ctx, request, guest.accessToken);
    expect(reply).toMatchObject({ status: "paid", total: { amount: 0 } });
    expect(reply.tickets).toHaveLength(2);
    expect(await pay(t.ctx, request, guest.accessToken)).toEqual(reply);
    expect(await ledger(t)).toEqual(before);
  });

  test("waits for a slow gateway", async () => {
    expect((await (await fresh()).pay("slow_1")).status).toBe("paid");
  });
});

describe("a payment that is refused", () => {
  test.each([
    ["card_error", "CARD_DECLINED"],
    ["payment_error", "PAYMENT_FAILED"],
  ])("for %s leaves the hold as it was, to be paid in another way", async (token, reason) => {
    buyer = await fresh();
    const before = await ledger(t);
    const request = buyer.request(token);
    await expect(pay(t.ctx, request, buyer.accessToken)).rejects.toMatchObject({ reason });
    const held = await get(buyer);
    expect(held).toMatchObject({ status: "held", expiresAt: buyer.reservation.expiresAt });
    expect(await ledger(t)).toEqual(before);
    expect((await buyer.pay()).status).toBe("paid");
    // The first key keeps its answer, whatever happened since.
    await expect(pay(t.ctx, request, buyer.accessToken)).rejects.toMatchObject({ reason });
    expect((await ledger(t)).charges).toBe(before.charges + 1);
  });

  test("a hundred times leaves the hold for nobody to try more cards on", async () => {
    buyer = await fresh();
    for (let tried = 0; tried < 100; tried++) {
      await expect(buyer.pay("card_error")).rejects.toMatchObject({ reason: "CARD_DECLINED" });
    }
    const before = await ledger(t);
    await expect(buyer.pay()).rejects.toMatchObject({
      reason: "RATE_LIMITED",
      details: { retryAt: buyer.reservation.expiresAt },
    });
    expect(await ledger(t)).toEqual(before);
    expect((await get(buyer)).status).toBe("held");
  });

  test("after the hold has run out ends the reservation", async () => {
    buyer = await fresh();
    const before = await counters(t, event.type("VIP"));
    const request = buyer.request("card_error");
    const { payment, expiresAt } = await startPayment(t.ctx, request);
    await t.makeDue(buyer.reservation.id);
    expect((await releaseDue(t.ctx)).reservations).toBe(0);
    await chargePayment(t.ctx, payment, { paymentToken: "card_error", expiresAt });
    expect((await get(buyer)).status).toBe("expired");
    expect((await counters(t, event.type("VIP"))).held).toBe(before.held - 1);
  });
});

describe("the same key", () => {
  test("and body give the same reply at any later time, and charge once", async () => {
    buyer = await fresh();
    const request = buyer.request();
    const before = await ledger(t);
    const reply = await pay(t.ctx, request, buyer.accessToken);
    expect(await pay(t.ctx, request, buyer.accessToken)).toEqual(reply);
    const upper = { ...request, idempotencyKey: request.idempotencyKey.toUpperCase() };
    expect(await pay(t.ctx, upper, buyer.accessToken)).toEqual(reply);
    const { id: reservationId } = buyer.reservation;
    const refund = { reservationId, idempotencyKey: crypto.randomUUID() };
    await refundReservation(t.ctx, refund, t.organizer);
    expect(await pay(t.ctx, request, buyer.accessToken)).toEqual(reply);
    expect((await ledger(t)).charges).toBe(before.charges + 1);
  });

  test("many times at once has one effect", async () => {
    buyer = await fresh();
    const before = await ledger(t);
    const request = buyer.request();
    const replies = await Promise.allSettled(
      Array.from({ length: 10 }, () => pay(t.ctx, request, buyer.accessToken)),
    );
    const reply = await pay(t.ctx, request, buyer.accessToken);
    for (const one of replies) {
      if (one.status === "fulfilled") expect(one.value).toEqual(reply);
      else expect(one.reason).toMatchObject({ reason: "PAYMENT_PENDING" });
    }
    expect((await ledger(t)).charges).toBe(before.charges + 1);
  });

  test("with another body is refused", async () => {
    buyer = await fresh();
    const other = await fresh();
    const request = buyer.request();
    await pay(t.ctx, request, buyer.accessToken);
    for (const [changed, token] of [
      [{ ...request, paymentToken: "another" }, buyer.accessToken],
      [{ ...request, reservationId: other.reservation.id }, other.accessToken],
    ] as const) {
      await expect(pay(t.ctx, changed, token)).rejects.toMatchObject({
        reason: "IDEMPOTENCY_KEY_REUSED",
      });
    }
    expect((await get(other)).status).toBe("held");
  });

  test("for two reservations at once pays one of them", async () => {
    const buyers = [await fresh(), await fresh()];
    const idempotencyKey = crypto.randomUUID();
    const replies = await Promise.allSettled(
      buyers.map((one) => pay(t.ctx, { ...one.request(), idempotencyKey }, one.accessToken)),
    );
    expect(replies.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(replies.find((reply) => reply.status === "rejected")?.reason).toMatchObject({
      reason: "IDEMPOTENCY_KEY_REUSED",
    });
  });
});

test("ten attempts at once under keys of their own charge once", async () => {
  buyer = await fresh();
  const before = await ledger(t);
  const replies = await Promise.allSettled(Array.from({ length: 10 }, () => buyer.pay("slow_1")));
  expect(replies.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const reply of replies) {
    if (reply.status === "rejected") {
      expect(reply.reason).toMatchObject({ reason: "PAYMENT_IN_PROGRESS" });
    }
  }
  expect(await ledger(t)).toEqual({
    charges: before.charges + 1,
    balance: before.balance + buyer.reservation.total.amount,
  });
});

describe("what cannot be paid is refused before any charge", () => {
  test("once it is due, whether or not it was released", async () => {
    buyer = await fresh();
    await t.makeDue(buyer.reservation.id);
    const { expiresAt: at } = await get(buyer);
    const expired = { reason: "RESERVATION_EXPIRED", details: { at } };
    await expect(buyer.pay()).rejects.toMatchObject(expired);
    await releaseDue(t.ctx);
    await expect(buyer.pay()).rejects.toMatchObject(expired);
    const off = await t.publish({ Regular: {} });
    const late = await reserveFor(t, off, { Regular: 1 });
    await t.makeDue(late.reservation.id);
    await cancelEvent(t.ctx, { eventId: off.id }, t.organizer);
    await expect(late.pay()).rejects.toMatchObject({ reason: "RESERVATION_EXPIRED" });
  });

  test.each([0, 4_900])(
    "for %i once it falls due before its payment is committed",
    async (priceAmount) => {
      const priced = await t.publish({ Regular: { priceAmount } });
      buyer = await reserveFor(t, priced, { Regular: 1 });
      // The time that a slow payment takes until its commit passes within it.
      await t.db.pool.query(`
      CREATE FUNCTION pass_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE reservations SET expires_at = clock_timestamp() - interval '1 ms' WHERE id = NEW.reservation_id;
        RETURN NEW;
      END $$;
      CREATE TRIGGER passing BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION pass_time()`);
      try {
        const { expiresAt: at } = buyer.reservation;
        const expired = { reason: "RESERVATION_EXPIRED", details: { at } };
        await expect(buyer.pay()).rejects.toMatchObject(expired);
      } finally {
        await t.db.pool.query("DROP FUNCTION pass_time CASCADE");
      }
      expect(await get(buyer)).toEqual({ ...buyer.reservation, serverNow: expect.any(String) });
      expect(await counters(t, priced.type("Regular"))).toMatchObject({ held: 1, sold: 0 });
      expect((await buyer.pay()).status).toBe("paid");
    },
  );

  test("once it is cancelled, or paid already", async () => {
    buyer = await fresh();
    await cancelReservation(t.ctx, { reservationId: buyer.reservation.id }, buyer.accessToken);
    await expect(buyer.pay()).rejects.toMatchObject({ reason: "RESERVATION_CLOSED" });
    buyer = await fresh();
    await buyer.pay();
    await expect(buyer.pay()).rejects.toMatchObject({
      reason: "RESERVATION_CLOSED",
      details: { status: "paid" },
    });
  });

  test("once its event is cancelled", async () => {
    const off = await t.publish({ Regular: {} });
    buyer = await reserveFor(t, off, { Regular: 1 });
    await cancelEvent(t.ctx, { eventId: off.id }, t.organizer);
    await expect(buyer.pay()).rejects.toMatchObject({ reason: "EVENT_NOT_ON_SALE" });
  });

  test("in another currency", async () => {
    buyer = await fresh();
    const request = { ...buyer.request(), currency: "USD" };
    await expect(pay(t.ctx, request, buyer.accessToken)).rejects.toMatchObject({
      reason: "CURRENCY_NOT_SUPPORTED",
      details: { supported: ["EUR"] },
    });
    expect((await get(buyer)).timeline).toHaveLength(1);
  });

  test("by anybody without the reservation's own token", async () => {
    buyer = await fresh();
    const other = await fresh();
    const request = buyer.request();
    const reasons = [
      [undefined, "UNAUTHENTICATED"],
      ["nonsense", "UNAUTHENTICATED"],
      [other.accessToken, "NOT_FOUND"],
    ] as const;
    for (const [token, reason] of reasons) {
      await expect(pay(t.ctx, request, token)).rejects.toMatchObject({ reason });
    }
    const reservationId = crypto.randomUUID();
    const token = t.ctx.accessTokens.sign(reservationId);
    await expect(pay(t.ctx, { ...request, reservationId }, token)).rejects.toMatchObject({
      reason: "NOT_FOUND",
    });
    expect((await get(buyer)).status).toBe("held");
  });
});

test.each([
  {},
  { currency: "EURO" },
  { currency: 978 },
  { paymentToken: "" },
  { paymentToken: "x".repeat(256) },
  { paymentToken: "a\u0000b" },
  { idempotencyKey: "1" },
  { amount: 1 },
])("a malformed request is refused by its schema: %o", (wrong) => {
  const right = {
    reservationId: crypto.randomUUID(),
    paymentToken: "tok_visa",
    idempotencyKey: crypto.randomUUID(),
  };
  const { success } = payInput.safeParse({ ...right, ...wrong });
  expect(success).toBe(Object.keys(wrong).length === 0);
});

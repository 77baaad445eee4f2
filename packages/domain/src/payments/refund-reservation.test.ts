import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { ensureOrganizer } from "../organizers/ensure-organizer.ts";
import { getReservation } from "../reservations/get-reservation.ts";
import { GatewayNoAnswerError } from "./gateway.ts";
import {
  type Buyer,
  counters,
  expectInvariants,
  ledger,
  makeCheckable,
  reserveFor,
} from "./payment.fixture.ts";
import { reconcilePayments } from "./reconcile-payments.ts";
import { refundReservation, startRefund } from "./refund-reservation.ts";

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

const inputFor = ({ reservation }: Buyer) => ({
  reservationId: reservation.id,
  idempotencyKey: crypto.randomUUID(),
});
const read = () =>
  getReservation(t.ctx, { reservationId: buyer.reservation.id }, buyer.accessToken);

describe("a refund", () => {
  test("gives the money back and the tickets free, at once", async () => {
    const before = await ledger(t);
    const paid = await buyer.pay();
    const reply = await refundReservation(t.ctx, inputFor(buyer), t.organizer);
    expect(reply).toMatchObject({
      status: "refunded",
      paidAt: paid.paidAt,
      timeline: [...paid.timeline, { type: "refund_started" }, { type: "refunded" }],
    });
    expect(await counters(t, event.type("Regular"))).toEqual({ held: 0, sold: 0, revenue: 0 });
    expect((await ledger(t)).balance).toBe(before.balance);
    expect((await (await reserveFor(t, event, { Regular: 2 })).pay()).status).toBe("paid");
  });

  test("of what cost nothing needs no gateway", async () => {
    const free = await t.publish({ Free: { priceAmount: 0 } });
    const guest = await reserveFor(t, free, { Free: 1 });
    await guest.pay();
    const input = inputFor(guest);
    const reply = await refundReservation(t.ctx, input, t.organizer);
    expect(reply.status).toBe("refunded");
    expect(await refundReservation(t.ctx, input, t.organizer)).toEqual(reply);
  });

  test("under the same key gives the same reply, and gives back once", async () => {
    await buyer.pay();
    const before = await ledger(t);
    const input = inputFor(buyer);
    const reply = await refundReservation(t.ctx, input, t.organizer);
    expect(await refundReservation(t.ctx, input, t.organizer)).toEqual(reply);
    expect((await ledger(t)).balance).toBe(before.balance - 9_800);
  });

  test("many times at once, under one key or several, gives back once", async () => {
    await buyer.pay();
    const before = await ledger(t);
    const input = inputFor(buyer);
    const replies = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        refundReservation(t.ctx, i % 2 === 0 ? input : inputFor(buyer), t.organizer),
      ),
    );
    for (const reply of replies) {
      if (reply.status === "fulfilled") expect(reply.value.status).toBe("refunded");
      else expect(reply.reason).toMatchObject({ reason: "RESERVATION_CLOSED" });
    }
    expect(replies.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await ledger(t)).balance).toBe(before.balance - 9_800);
  });

  test("that the gateway refuses stays under way, and is made later", async () => {
    const before = await ledger(t);
    const paid = await buyer.pay("refund_error");
    const input = inputFor(buyer);
    const reply = await refundReservation(t.ctx, input, t.organizer);
    expect(reply).toMatchObject({
      status: "refunding",
      timeline: [...paid.timeline, { type: "refund_started" }],
    });
    expect(await counters(t, event.type("Regular"))).toMatchObject({ sold: 0, revenue: 0 });
    await expectInvariants(t);

    await makeCheckable(t);
    expect(await reconcilePayments(t.ctx)).toEqual({ settled: 0, refunded: 1, waiting: 0 });
    expect((await read()).status).toBe("refunded");
    expect(await refundReservation(t.ctx, input, t.organizer)).toEqual(reply);
    expect((await ledger(t)).balance).toBe(before.balance);
  });

  test("that the gateway made without an answer is made once", async () => {
    await buyer.pay();
    const before = await ledger(t);
    const { gateway } = t.ctx;
    const mute: typeof gateway = {
      ...gateway,
      refund: async (request, signal) => {
        await gateway.refund(request, signal);
        throw new GatewayNoAnswerError("the answer was lost");
      },
    };
    const input = inputFor(buyer);
    const reply = await refundReservation({ ...t.ctx, gateway: mute }, input, t.organizer);
    expect(reply.status).toBe("refunding");
    await makeCheckable(t);
    await reconcilePayments(t.ctx);
    expect((await read()).status).toBe("refunded");
    expect((await ledger(t)).balance).toBe(before.balance - 9_800);
  });

  test("whose process died is made by the same key, or later by itself", async () => {
    await buyer.pay();
    const input = inputFor(buyer);
    await startRefund(t.ctx, input);
    expect((await read()).status).toBe("refunding");
    await expectInvariants(t);
    expect((await refundReservation(t.ctx, input, t.organizer)).status).toBe("refunded");

    buyer = await reserveFor(t, event, { Regular: 1 });
    await buyer.pay();
    await startRefund(t.ctx, inputFor(buyer));
    expect(await reconcilePayments(t.ctx)).toMatchObject({ refunded: 0 });
    await makeCheckable(t);
    expect(await reconcilePayments(t.ctx)).toMatchObject({ refunded: 1 });
    expect((await read()).status).toBe("refunded");
  });
});

describe("a refund is refused", () => {
  test("for what is not paid, and for what is refunded already", async () => {
    const closed = { reason: "RESERVATION_CLOSED" };
    const refund = () => refundReservation(t.ctx, inputFor(buyer), t.organizer);
    await expect(refund()).rejects.toMatchObject({ ...closed, details: { status: "held" } });
    await expect(buyer.pay("timeout_charged")).rejects.toMatchObject({
      reason: "PAYMENT_PENDING",
    });
    await expect(refund()).rejects.toMatchObject({ ...closed, details: { status: "paying" } });
    await makeCheckable(t);
    await reconcilePayments(t.ctx);
    await refund();
    await expect(refund()).rejects.toMatchObject({ ...closed, details: { status: "refunded" } });
  });

  test("to another organizer, as if there were nothing", async () => {
    await buyer.pay();
    const stranger = await ensureOrganizer(t.ctx, { slug: "stranger", name: "Stranger" });
    const notFound = { reason: "NOT_FOUND", details: null };
    await expect(refundReservation(t.ctx, inputFor(buyer), stranger)).rejects.toMatchObject(
      notFound,
    );
    const nothing = { reservationId: crypto.randomUUID(), idempotencyKey: crypto.randomUUID() };
    await expect(refundReservation(t.ctx, nothing, t.organizer)).rejects.toMatchObject(notFound);
    expect((await read()).status).toBe("paid");
  });

  test("under a key that refunded another reservation", async () => {
    const roomy = await t.publish({ Regular: {} });
    const buyers = [
      await reserveFor(t, roomy, { Regular: 1 }),
      await reserveFor(t, roomy, { Regular: 1 }),
    ];
    const idempotencyKey = crypto.randomUUID();
    for (const one of buyers) await one.pay();
    const replies = await Promise.allSettled(
      buyers.map((one) =>
        refundReservation(t.ctx, { ...inputFor(one), idempotencyKey }, t.organizer),
      ),
    );
    expect(replies.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(replies.find((reply) => reply.status === "rejected")?.reason).toMatchObject({
      reason: "IDEMPOTENCY_KEY_REUSED",
    });
  });
});

import { isUnavailable } from "@stampede/db/errors";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { cancelReservation } from "../reservations/cancel-reservation.ts";
import { getReservation } from "../reservations/get-reservation.ts";
import { pay } from "./pay.ts";
import { type Buyer, expectInvariants, makeCheckable, reserveFor } from "./payment.fixture.ts";
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

describe("an answer that is not known", () => {
  test("because the charge is still under way is told as such, and the charge is left alone", async () => {
    buyer = await fresh();
    const request = buyer.request("slow_1");
    const first = pay(t.ctx, request, buyer.accessToken);
    await expect.poll(async () => (await get(buyer)).status).toBe("paying");
    const pending = { reason: "PAYMENT_PENDING" };
    await expect(pay(t.ctx, request, buyer.accessToken)).rejects.toMatchObject(pending);
    await expect(buyer.pay()).rejects.toMatchObject({ reason: "PAYMENT_IN_PROGRESS" });
    const cancel = cancelReservation(
      t.ctx,
      { reservationId: buyer.reservation.id },
      buyer.accessToken,
    );
    await expect(cancel).rejects.toMatchObject({ reason: "PAYMENT_IN_PROGRESS" });
    const reply = await first;
    expect(await pay(t.ctx, request, buyer.accessToken)).toEqual(reply);
  });

  test.each([
    ["timeout_charged", "paid"],
    ["timeout_not_charged", "held"],
  ] as const)("for %s is found out by the same key", async (token, status) => {
    buyer = await fresh();
    const request = buyer.request(token);
    const pending = { reason: "PAYMENT_PENDING" };
    await expect(pay(t.ctx, request, buyer.accessToken)).rejects.toMatchObject(pending);
    expect((await get(buyer)).status).toBe("paying");
    await expect(buyer.pay()).rejects.toMatchObject({ reason: "PAYMENT_IN_PROGRESS" });

    const again = pay(t.ctx, request, buyer.accessToken);
    if (status === "paid") expect(await again).toMatchObject({ status });
    else await expect(again).rejects.toMatchObject({ reason: "PAYMENT_FAILED" });
    expect((await get(buyer)).status).toBe(status);
  });

  test("at the deadline stays unknown until the gateway says", async () => {
    buyer = await fresh();
    const request = buyer.request("slow_1");
    const { payment, expiresAt } = await startPayment(t.ctx, request);
    const options = { paymentToken: "slow_1", expiresAt, timeoutMs: 100 };
    expect((await chargePayment(t.ctx, payment, options)).status).toBe("pending");
    await expect(pay(t.ctx, request, buyer.accessToken)).rejects.toMatchObject({
      reason: "PAYMENT_PENDING",
    });
    await expect
      .poll(() => pay(t.ctx, request, buyer.accessToken).catch(() => undefined), { timeout: 5_000 })
      .toMatchObject({ status: "paid" });
  });

  test("because the counters stayed locked is found out by the same key", async () => {
    buyer = await fresh();
    const request = buyer.request();
    const blocker = await t.db.pool.connect();
    try {
      await blocker.query("BEGIN");
      await blocker.query("SELECT FROM inventory WHERE event_id = $1 FOR UPDATE", [event.id]);
      await expect(pay(t.ctx, request, buyer.accessToken)).rejects.toSatisfy(isUnavailable);
    } finally {
      await blocker.query("ROLLBACK");
      blocker.release();
    }
    expect((await get(buyer)).status).toBe("paying");
    expect((await pay(t.ctx, request, buyer.accessToken)).status).toBe("paid");
  });

  test("because the process died before the charge is found not to be one", async () => {
    buyer = await fresh();
    const request = buyer.request();
    await startPayment(t.ctx, request);
    // Until its time is over the charge may still be on its way.
    await expect(pay(t.ctx, request, buyer.accessToken)).rejects.toMatchObject({
      reason: "PAYMENT_PENDING",
    });
    await makeCheckable(t);
    await expect(pay(t.ctx, request, buyer.accessToken)).rejects.toMatchObject({
      reason: "PAYMENT_FAILED",
    });
    expect((await buyer.pay()).status).toBe("paid");
  });
});

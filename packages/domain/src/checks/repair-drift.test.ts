import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { refundReservation } from "../payments/refund-reservation.ts";
import { expectInvariants, reserveFor } from "../payments/payment.fixture.ts";
import { cancelReservation } from "../reservations/cancel-reservation.ts";
import { releaseDue } from "../reservations/release-due.ts";
import { checkInvariants } from "./check-invariants.ts";
import { repairDrift } from "./repair-drift.ts";

const BUYERS = 40;

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

describe("what cannot be mended is left as it is, and told", () => {
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

import { openDatabase } from "@stampede/db/client";
import { createTestDatabase } from "@stampede/testing/database";
import { expect, it } from "vitest";
import { createTestContext } from "../../tests/test-context.ts";
import { DomainError } from "../errors.ts";
import { pay } from "../payments/pay.ts";
import { refundReservation } from "../payments/refund-reservation.ts";
import { cancelReservation } from "../reservations/cancel-reservation.ts";
import { releaseDue } from "../reservations/release-due.ts";
import { reserve } from "../reservations/reserve.ts";
import { checkInvariants } from "./check-invariants.ts";
import { sceneSql } from "./scene.test-data.ts";

it.each(["brisk", "gentle"] as const)(
  "reports on every invariant that rows can show, %s",
  async (pace) => {
    await using database = await createTestDatabase();
    const db = openDatabase({
      connectionString: database.url,
      applicationName: "test",
      poolSize: 1,
    });
    try {
      await db.pool.query(sceneSql(new Date()));
      await db.pool.query("UPDATE event_pay_seconds SET reservations = 4");
      const reports = await checkInvariants(db, pace);
      expect(reports.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 15]);
      expect(reports.filter(({ broken }) => broken > 0)).toMatchObject([
        {
          id: 15,
          broken: 1,
          examples: [expect.stringContaining("4 payments in the seconds to pay")],
        },
      ]);
    } finally {
      await db.close();
    }
  },
);

it("finds nothing after buyers have gone every way through a sale", async () => {
  await using test = await createTestContext();
  const { ctx } = test;
  const event = await test.publish({
    Regular: { capacity: 20 },
    Free: { capacity: 20, priceAmount: 0 },
  });
  const hold = (quantities: Record<string, number>) => reserve(ctx, event.request(quantities));
  const buy = async (paymentToken: string, quantities: Record<string, number>) => {
    const { reservation, accessToken } = await hold(quantities);
    const input = {
      reservationId: reservation.id,
      paymentToken,
      currency: "EUR",
      idempotencyKey: crypto.randomUUID(),
    };
    // A refusal is one of the ways, and what is checked is what it leaves behind.
    await pay(ctx, input, accessToken).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
    return { reservationId: reservation.id, accessToken };
  };

  await hold({ Regular: 2, Free: 1 });
  await buy("ok", { Regular: 2, Free: 1 });
  await buy("card_error", { Regular: 1 });
  await buy("payment_error", { Regular: 1 });
  await buy("timeout_charged", { Regular: 1 });
  await buy("timeout_not_charged", { Regular: 1 });
  for (const quantities of [{ Regular: 3 }, { Free: 2 }]) {
    const { reservationId } = await buy("ok", quantities);
    const idempotencyKey = crypto.randomUUID();
    await refundReservation(ctx, { reservationId, idempotencyKey }, test.organizer);
  }
  const cancelled = await hold({ Regular: 1 });
  const { id: reservationId } = cancelled.reservation;
  await cancelReservation(ctx, { reservationId }, cancelled.accessToken);
  const due = await hold({ Regular: 4 });
  await test.makeDue(due.reservation.id);
  await releaseDue(ctx);
  await hold({ Regular: 99 }).catch(() => undefined);
  await ctx.refusals.flush();

  const reports = await checkInvariants(test.db);
  expect(reports.filter(({ broken }) => broken > 0)).toEqual([]);
});

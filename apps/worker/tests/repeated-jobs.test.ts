import { openDatabase } from "@stampede/db/client";
import { checkInvariants } from "@stampede/domain/checks/check-invariants";
import { createDomainContext } from "@stampede/domain/create-context";
import { createEvent } from "@stampede/domain/events/create-event";
import { publishEvent } from "@stampede/domain/events/publish-event";
import { createEventInput } from "@stampede/domain/events/shapes";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { pay } from "@stampede/domain/payments/pay";
import { createSimulatedGateway } from "@stampede/domain/payments/simulated-gateway";
import { reserve } from "@stampede/domain/reservations/reserve";
import { createTestDatabase } from "@stampede/testing/database";
import { expect, test } from "vitest";
import { handleReconcilePayments } from "../src/handlers/reconcile-payments.ts";
import { createDuties } from "../src/duties.ts";
import { handleReleaseDue } from "../src/handlers/release-due.ts";
import { handleSweep } from "../src/handlers/sweep.ts";
import { handleWindUpEvents } from "../src/handlers/wind-up-events.ts";

const TIMES = 10;
const ignore = (): void => undefined;

test("every job run ten times at once by several workers has its effect once", async () => {
  await using database = await createTestDatabase();
  const db = openDatabase({ connectionString: database.url, applicationName: "test" });
  const ctx = createDomainContext({
    db,
    alarms: { releaseAt: ignore, reconcileAt: ignore, windUpAt: ignore },
    gateway: createSimulatedGateway(db),
    appSecrets: ["a secret of 32 characters or more for tests"],
    holdSeconds: 900,
    log: { warn: ignore, error: ignore },
  });
  try {
    const organizer = await ensureOrganizer(ctx, { slug: "test", name: "Test" });
    const input = createEventInput.parse({
      name: "A concert",
      startsAt: "2099-06-01T18:00:00.000Z",
      timezone: "Europe/Warsaw",
      ticketTypes: [{ name: "VIP", capacity: 10, price: { amount: 4_900, currency: "EUR" } }],
    });
    const draft = await createEvent(ctx, input, organizer);
    const { id: eventId, ticketTypes } = await publishEvent(ctx, { eventId: draft.id }, organizer);
    const hold = (quantity: number) =>
      reserve(ctx, {
        eventId,
        items: ticketTypes.map(({ id }) => ({ ticketTypeId: id, quantity })),
        customer: { email: "buyer@example.com" },
        idempotencyKey: crypto.randomUUID(),
      });
    const due = await hold(3);
    const charged = await hold(2);
    const request = { currency: "EUR", idempotencyKey: crypto.randomUUID() };
    const { id: reservationId } = charged.reservation;
    await expect(
      pay(ctx, { ...request, reservationId, paymentToken: "timeout_charged" }, charged.accessToken),
    ).rejects.toMatchObject({ reason: "PAYMENT_PENDING" });
    await db.pool.query("UPDATE reservations SET expires_at = clock_timestamp() WHERE id = $1", [
      due.reservation.id,
    ]);
    await db.pool.query("UPDATE payments SET next_check_at = clock_timestamp()");

    const alarm = { dueSecond: 0 };
    await Promise.all(
      Array.from({ length: TIMES }, () => {
        const duties = createDuties(ctx);
        return [
          handleReleaseDue(ctx)(alarm),
          handleReconcilePayments(duties)(alarm),
          handleWindUpEvents(duties)(alarm),
          handleSweep(duties, ctx.log)({}),
        ];
      }).flat(),
    );

    const { rows } = await db.pool.query("SELECT held, sold, revenue::int FROM inventory");
    expect(rows).toEqual([{ held: 0, sold: 2, revenue: 9_800 }]);
    const reports = await checkInvariants(db);
    expect(reports.filter(({ broken }) => broken > 0)).toEqual([]);
  } finally {
    await ctx.close();
    await db.close();
  }
});

import { openDatabase } from "@stampede/db/client";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { getEvent } from "../src/events/get-event.ts";
import { loadAvailability } from "../src/inventory/load-availability.ts";
import { reserveFor } from "../src/payments/payment.fixture.ts";
import { reconcilePayments } from "../src/payments/reconcile-payments.ts";
import { refundReservation } from "../src/payments/refund-reservation.ts";
import { releasePins } from "../src/payments/release-pins.ts";
import { cancelReservation } from "../src/reservations/cancel-reservation.ts";
import { getReservation } from "../src/reservations/get-reservation.ts";
import { listReservations } from "../src/reservations/list-reservations.ts";
import { releaseDue } from "../src/reservations/release-due.ts";
import { byEvent } from "../src/statistics/by-event.ts";
import { byTicketType } from "../src/statistics/by-ticket-type.ts";
import { createTestContext } from "./test-context.ts";

/** After five times the server keeps a statement's plan. */
const TIMES = 8;
/** What a connection has read is counted when it ends. */
const END_OTHERS = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;
const READ_WHOLE = `
  SELECT relname, seq_scan FROM pg_stat_user_tables WHERE schemaname = 'public' AND seq_scan > 0`;

test("what a crowd reads all the time is planned once", async () => {
  await using t = await createTestContext();
  const event = await t.publish({ Regular: {} });
  const db = openDatabase({ connectionString: t.url, applicationName: "test", poolSize: 1 });
  try {
    for (let time = 1; time <= TIMES; time++) await loadAvailability(db, [event.id]);
    const { rows } = await db.pool.query<{ kept: boolean }>(
      "SELECT generic_plans > 0 AS kept FROM pg_prepared_statements WHERE name = 'load-availability'",
    );
    expect(rows).toEqual([{ kept: true }]);
  } finally {
    await db.close();
  }
});

test("a sale that begins on empty tables keeps no plan that reads one as a whole", async () => {
  await using t = await createTestContext();
  const event = await t.publish({ Regular: {} });
  for (let time = 1; time <= TIMES; time++) {
    const paid = await reserveFor(t, event, { Regular: 1 });
    const { id: reservationId } = paid.reservation;
    await paid.pay();
    await getReservation(t.ctx, { reservationId }, paid.accessToken);
    const idempotencyKey = crypto.randomUUID();
    await refundReservation(t.ctx, { reservationId, idempotencyKey }, t.organizer);
    const given = await reserveFor(t, event, { Regular: 1 });
    await cancelReservation(t.ctx, { reservationId: given.reservation.id }, given.accessToken);
    const due = await reserveFor(t, event, { Regular: 1 });
    await t.makeDue(due.reservation.id);
    await releaseDue(t.ctx);
    await releasePins(t.ctx);
    await reconcilePayments(t.ctx);
    await getEvent(t.ctx, { event: event.slug });
    await listReservations(t.ctx, { eventId: event.id, limit: 10 }, t.organizer);
    await byEvent(t.ctx, { eventId: event.id }, t.organizer);
    await byTicketType(t.ctx, {}, t.organizer);
  }
  await waitFor(async () => (await query(t.url, END_OTHERS)).length === 0);
  expect(await query(t.url, READ_WHOLE)).toEqual([]);
});

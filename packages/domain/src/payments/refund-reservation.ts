import { events, payments, refunds, reservations } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { and, eq, sql } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import { DomainError, notFound } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { lockReservation } from "../reservations/lock-reservation.ts";
import type { Reservation } from "../reservations/shapes.ts";
import { next } from "../reservations/state.ts";
import { replay } from "../reservations/replay.ts";
import { ASK_TIMEOUT_MS, SETTLE_MARGIN_MS } from "./gateway-deadline.ts";
import { insertRefund } from "./insert-refund.ts";
import { keyReused } from "./key-reused.ts";
import { moveTickets, reservedItems } from "../inventory/move-tickets.ts";
import type { PaymentContext, RefundRow, ReservationRow } from "./payment-context.ts";
import { finishRefund, refundPayment } from "./refund-payment.ts";
import type { RefundInput } from "./shapes.ts";

/** When a refund that the gateway did not make is tried again. */
const RETRY_MS = 1_000;

/**
 * Refunds a paid reservation of one of this organizer's events: its tickets no longer admit, and can
 * be sold again, at once. The reply is `refunded`, or `refunding` where the gateway has not given
 * the money back yet; it is asked again until it has. The same key again gives the same reply.
 *
 * @throws {DomainError} NOT_FOUND when there is no such reservation, or it is another organizer's;
 *   RESERVATION_CLOSED when it is not paid; IDEMPOTENCY_KEY_REUSED.
 */
export async function refundReservation(
  ctx: PaymentContext,
  input: RefundInput,
  organizer: Pick<Organizer, "id">,
): Promise<Reservation> {
  const reservationId = input.reservationId.toLowerCase();
  const idempotencyKey = input.idempotencyKey.toLowerCase();
  await requireOwn(ctx, reservationId, organizer);
  let refund = await startRefund(ctx, { reservationId, idempotencyKey });
  if (isFirstTry(refund) && refund.status === "pending") {
    refund = await refundPayment(ctx, refund);
    if (refund.status === "pending") refund = await leaveForReconciler(ctx, refund);
  }
  // A refund that took more than one try was answered before it was done, and is again.
  const { settledAt, requestedAt } = refund;
  const at = settledAt !== null && isFirstTry(refund) ? settledAt : requestedAt;
  return await replay(ctx.db, reservationId, at);
}

/** Whether no try has ended without the money being back. */
function isFirstTry({ attempts }: RefundRow): boolean {
  return attempts === 0;
}

async function requireOwn(
  ctx: PaymentContext,
  reservationId: string,
  organizer: Pick<Organizer, "id">,
): Promise<void> {
  const [own] = await ctx.db.orm
    .select({ id: reservations.id })
    .from(reservations)
    .innerJoin(events, eq(events.id, reservations.eventId))
    .where(and(eq(reservations.id, reservationId), eq(events.organizerId, organizer.id)));
  if (own === undefined) throw notFound("The reservation");
}

/**
 * Takes the tickets out of what is sold and writes the refund down, in one transaction; what cost
 * nothing is refunded by it. A key that was used for the same reservation finds its refund.
 *
 * @throws {DomainError} RESERVATION_CLOSED, IDEMPOTENCY_KEY_REUSED.
 */
export function startRefund(ctx: PaymentContext, input: RefundInput): Promise<RefundRow> {
  const { reservationId, idempotencyKey } = input;
  return transaction(ctx.db, async (tx) => {
    const reservation = await lockReservation(tx, reservationId);
    const [earlier] = await tx.orm
      .select()
      .from(refunds)
      .where(eq(refunds.idempotencyKey, idempotencyKey));
    if (earlier !== undefined) {
      if (earlier.reservationId !== reservationId) throw keyReused();
      return earlier;
    }
    const { status } = reservation;
    const to = next(status, "start_refund");
    // From `paying` the refund is not the organizer's to start: that is a success without tickets.
    if (to === undefined || status !== "paid") {
      throw new DomainError("RESERVATION_CLOSED", `The reservation is ${status}.`, { status });
    }
    const refund = await refundOfPayment(tx, reservation, idempotencyKey);
    await tx.orm
      .update(reservations)
      .set({ status: to })
      .where(and(eq(reservations.id, reservationId), eq(reservations.eventId, refund.eventId)));
    const items = await reservedItems(tx, reservation);
    moveTickets(tx, refund.eventId, items, { held: 0, sold: -1 });
    return refund.amount === 0 ? finishRefund(tx, refund) : refund;
  });
}

async function refundOfPayment(
  tx: Transaction,
  { id: reservationId, eventId }: ReservationRow,
  idempotencyKey: string,
): Promise<RefundRow> {
  const [payment] = await tx.orm
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.reservationId, reservationId),
        eq(payments.eventId, eventId),
        eq(payments.status, "captured"),
      ),
    );
  if (payment === undefined) throw new Error(`reservation ${reservationId} was paid by nothing`);
  const now = await databaseNow(tx);
  const refund = await insertRefund(tx, payment, {
    idempotencyKey,
    requestedAt: now,
    nextAttemptAt: new Date(now.getTime() + ASK_TIMEOUT_MS + SETTLE_MARGIN_MS),
  });
  // The same key at the same moment for another reservation.
  if (refund === undefined) throw keyReused();
  return refund;
}

/** Says that this try is over. Another at the same moment may have been luckier. */
async function leaveForReconciler(ctx: PaymentContext, refund: RefundRow): Promise<RefundRow> {
  const [row] = await ctx.db.orm
    .update(refunds)
    .set({
      attempts: sql`greatest(${refunds.attempts}, 1)`,
      nextAttemptAt: sql`clock_timestamp() + make_interval(secs => ${RETRY_MS / 1_000})`,
    })
    .where(and(isRefund(refund), eq(refunds.status, "pending")))
    .returning();
  if (row === undefined) {
    const [done] = await ctx.db.orm.select().from(refunds).where(isRefund(refund));
    return done ?? refund;
  }
  ctx.alarms.reconcileAt(row.nextAttemptAt);
  return row;
}

const isRefund = ({ id, eventId }: RefundRow) =>
  and(eq(refunds.id, id), eq(refunds.eventId, eventId));

import { payments, refunds, reservations } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { and, eq, sql } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import { reservedItems, sendLockItems } from "../inventory/move-tickets.ts";
import { lockReservation } from "../reservations/lock-reservation.ts";
import { next } from "../reservations/state.ts";
import { ticketsOf } from "../reservations/view.ts";
import { addToMinute } from "../statistics/rollup.ts";
import { GatewayNoAnswerError, RefundFailedError } from "./gateway.ts";
import { ASK_TIMEOUT_MS, withinDeadline } from "./gateway-deadline.ts";
import type { PaymentContext, RefundRow } from "./payment-context.ts";

/**
 * Asks the gateway to give the money of a refund back, outside any transaction, and writes down that
 * it did. Under the refund's own key, so that however often it is called, the money goes back once.
 *
 * @returns the refund as it is now, `pending` where the gateway refused or did not answer.
 */
export async function refundPayment(ctx: PaymentContext, refund: RefundRow): Promise<RefundRow> {
  const { id: refundId, eventId, paymentId, amount } = refund;
  const [payment] = await ctx.db.orm
    .select({ gateway: payments.gateway })
    .from(payments)
    .where(and(eq(payments.id, paymentId), eq(payments.eventId, eventId)));
  if (payment?.gateway !== ctx.gateway.name) {
    ctx.log.error({ refundId, paymentId }, "a refund belongs to a gateway not in use");
    return noteDelay(ctx, refund);
  }
  try {
    await withinDeadline(ASK_TIMEOUT_MS, (signal) =>
      ctx.gateway.refund({ key: refundId, chargeKey: paymentId, amount }, signal),
    );
  } catch (error) {
    const isKnown = error instanceof RefundFailedError || error instanceof GatewayNoAnswerError;
    if (isKnown) ctx.log.warn({ error, refundId }, "a refund is tried again later");
    else ctx.log.error({ error, refundId }, "a refund broke off");
    return noteDelay(ctx, refund);
  }
  return transaction(ctx.db, (tx) => finishRefund(tx, refund));
}

/**
 * Writes down when a refund was first not made, for the buyer to see. Later than its start, or the
 * repeated reply to who started it would tell of the delay.
 */
async function noteDelay(ctx: PaymentContext, refund: RefundRow): Promise<RefundRow> {
  if (refund.delayedAt !== null) return refund;
  const delayedAt = sql`greatest(clock_timestamp(), ${refunds.requestedAt} + interval '1 ms')`;
  const [delayed] = await ctx.db.orm
    .update(refunds)
    .set({ delayedAt: sql`coalesce(${refunds.delayedAt}, ${delayedAt})` })
    .where(
      and(
        eq(refunds.id, refund.id),
        eq(refunds.eventId, refund.eventId),
        eq(refunds.status, "pending"),
      ),
    )
    .returning();
  return delayed ?? refund;
}

/**
 * Writes down that the money of a refund is back, with all that follows. A refund that is done stays
 * as it is.
 *
 * @returns the refund as it is now.
 */
export async function finishRefund(
  tx: Transaction,
  { id, eventId, reservationId }: Pick<RefundRow, "id" | "eventId" | "reservationId">,
): Promise<RefundRow> {
  const reservation = await lockReservation(tx, reservationId);
  const isRefund = and(eq(refunds.id, id), eq(refunds.eventId, eventId));
  const [pending] = await tx.orm.select().from(refunds).where(isRefund);
  if (pending === undefined) throw new Error(`refund ${id} is missing`);
  if (pending.status === "done") return pending;

  const status = next(reservation.status, "finish_refund");
  if (status === undefined) throw new Error(`a ${reservation.status} reservation is not refunded`);
  const now = await databaseNow(tx);
  const [done] = await tx.orm
    .update(refunds)
    .set({ status: "done", settledAt: now })
    .where(isRefund)
    .returning();
  if (done === undefined) throw new Error(`refund ${id} vanished`);
  await tx.orm
    .update(reservations)
    .set({ status, closedAt: now })
    .where(and(eq(reservations.id, reservationId), eq(reservations.eventId, eventId)));
  // A name that is being changed had its end before `now`, and the reply would still show it.
  sendLockItems(tx, eventId, await reservedItems(tx, reservation));
  // Money that came too late was never counted as revenue, nor its reservation as paid.
  if (reservation.paidAt === null) return done;
  addToMinute(tx, eventId, now, {
    reservations: { refunded: 1 },
    tickets: { refunded: ticketsOf(reservation.items) },
    revenue: -done.amount,
  });
  return done;
}

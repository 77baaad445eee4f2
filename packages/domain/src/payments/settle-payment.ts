import { events, payments, reservations } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import { and, eq } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import { lockReservation } from "../reservations/lock-reservation.ts";
import { transactionTakingBack } from "../reservations/take-back.ts";
import { ticketsOf } from "../reservations/view.ts";
import { addToMinute, addToPaySeconds } from "../statistics/rollup.ts";
import { issueTickets } from "../tickets/issue-tickets.ts";
import { areAvailable } from "./are-available.ts";
import type { LookupResult } from "./gateway.ts";
import {
  moveTickets,
  type ReservedItem,
  reservedItems,
  sendLockItems,
} from "../inventory/move-tickets.ts";
import { insertRefund } from "./insert-refund.ts";
import type { PaymentContext, PaymentRow, RefundRow, ReservationRow } from "./payment-context.ts";
import { finishRefund } from "./refund-payment.ts";
import { type Settlement, settle } from "./settlement.ts";

const MS_PER_SECOND = 1_000;

/** The final word on a charge; the charge of what costs nothing has no id. */
type FinalResult =
  | Exclude<LookupResult, { readonly outcome: "pending" | "captured" }>
  | { readonly outcome: "captured"; readonly chargeId: string | null };

/**
 * Writes down what became of a charge, and everything that follows from it, in one transaction.
 * A payment that is settled already stays as it is, so it may be called any number of times.
 *
 * @returns the payment as it is now.
 */
export async function settlePayment(
  ctx: PaymentContext,
  payment: Pick<PaymentRow, "id" | "eventId" | "reservationId">,
  result: FinalResult,
): Promise<PaymentRow> {
  const settled = await transactionTakingBack(ctx.db, (tx, mayBeginAgain) =>
    settleIn(tx, payment, result, mayBeginAgain),
  );
  const { reservation } = settled;
  const { settledAt } = settled.payment;
  // The alarm of a hold that goes on may have rung while it was being paid.
  if (reservation.status === "held") ctx.alarms.releaseAt(reservation.expiresAt);
  // A success for which there are no tickets: its money goes back at once.
  if (reservation.status === "refunding" && settledAt !== null) ctx.alarms.reconcileAt(settledAt);
  return settled.payment;
}

/**
 * The same within a transaction that does more.
 *
 * @param mayBeginAgain whether that may be begun again; see `transactionTakingBack`.
 */
export async function settleIn(
  tx: Transaction,
  key: Pick<PaymentRow, "id" | "eventId" | "reservationId">,
  result: FinalResult,
  mayBeginAgain = false,
): Promise<{ payment: PaymentRow; reservation: ReservationRow }> {
  const reservation = await lockReservation(tx, key.reservationId);
  const [found] = await tx.orm
    .select({ payment: payments, eventStatus: events.status })
    .from(payments)
    .innerJoin(events, eq(events.id, payments.eventId))
    .where(isPayment(key));
  if (found === undefined) throw new Error(`payment ${key.id} is missing`);
  const { payment } = found;
  if (payment.status !== "pending") return { payment, reservation };

  const now = await databaseNow(tx);
  const captured = result.outcome === "captured";
  const cancelled = found.eventStatus === "cancelled";
  const items = await reservedItems(tx, reservation);
  const { givenBack } = reservation;
  const asksForTickets = captured && givenBack && !cancelled;
  const settlement = settle({
    status: reservation.status,
    captured,
    cancelled,
    givenBack,
    available:
      asksForTickets && (await areAvailable(tx, reservation.eventId, { items, mayBeginAgain })),
    due: reservation.expiresAt <= now,
  });
  const paymentAfter = await writePayment(tx, payment, result, now);
  const reservationAfter = await writeReservation(tx, reservation, settlement.status, now);
  if (settlement.status === "paid") await issueTickets(tx, reservation, items);
  const refund = settlement.status === "refunding" ? await giveBack(tx, payment, now) : undefined;
  await count(tx, reservation, items, settlement, now);
  // Where no money was taken no gateway is asked to give any back.
  if (refund?.amount !== 0) return { payment: paymentAfter, reservation: reservationAfter };
  await finishRefund(tx, refund);
  return { payment: paymentAfter, reservation: await lockReservation(tx, reservation.id) };
}

const isPayment = ({ id, eventId }: Pick<PaymentRow, "id" | "eventId">) =>
  and(eq(payments.id, id), eq(payments.eventId, eventId));

async function writePayment(
  tx: Transaction,
  payment: PaymentRow,
  result: FinalResult,
  now: Date,
): Promise<PaymentRow> {
  const [row] = await tx.orm
    .update(payments)
    .set({
      status: result.outcome === "unknown" ? "not_charged" : result.outcome,
      chargeId: result.outcome === "captured" ? result.chargeId : null,
      settledAt: now,
    })
    .where(isPayment(payment))
    .returning();
  if (row === undefined) throw new Error(`payment ${payment.id} vanished`);
  return row;
}

async function writeReservation(
  tx: Transaction,
  reservation: ReservationRow,
  status: Settlement["status"],
  now: Date,
): Promise<ReservationRow> {
  const [row] = await tx.orm
    .update(reservations)
    .set({
      status,
      paidAt: status === "paid" ? now : null,
      closedAt: status === "expired" ? now : null,
      givenBack: false,
    })
    .where(and(eq(reservations.id, reservation.id), eq(reservations.eventId, reservation.eventId)))
    .returning();
  if (row === undefined) throw new Error(`reservation ${reservation.id} vanished`);
  return row;
}

/** The money of a success for which no tickets are left goes back without anybody asking for it. */
async function giveBack(tx: Transaction, payment: PaymentRow, now: Date): Promise<RefundRow> {
  const refund = await insertRefund(tx, payment, {
    idempotencyKey: null,
    requestedAt: now,
    nextAttemptAt: now,
  });
  if (refund === undefined) throw new Error(`the refund of payment ${payment.id} vanished`);
  return refund;
}

async function count(
  tx: Transaction,
  reservation: ReservationRow,
  items: readonly ReservedItem[],
  { status, held, sold }: Settlement,
  now: Date,
): Promise<void> {
  const { eventId } = reservation;
  moveTickets(tx, eventId, items, { held, sold });
  // The reply that tells of it has names, as if tickets had moved.
  if (status === "refunding" && held === 0) sendLockItems(tx, eventId, items);
  if (status !== "paid" && status !== "expired") return;
  const paid = status === "paid";
  addToMinute(tx, eventId, now, {
    reservations: { [status]: 1 },
    tickets: { [status]: ticketsOf(reservation.items) },
    revenue: paid ? items.reduce((total, { amount }) => total + amount, 0) : 0,
  });
  if (!paid) return;
  const seconds = (now.getTime() - reservation.createdAt.getTime()) / MS_PER_SECOND;
  addToPaySeconds(tx, eventId, Math.max(0, Math.floor(seconds)));
}

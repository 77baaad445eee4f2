import { randomUUIDv7 } from "node:crypto";
import { events, payments, reservations } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { and, eq } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import { DomainError } from "../errors.ts";
import { lockReservation } from "../reservations/lock-reservation.ts";
import { requestHash } from "../reservations/request.ts";
import { next } from "../reservations/state.ts";
import { totalOf } from "../reservations/view.ts";
import { CHARGE_TIMEOUT_MS, SETTLE_MARGIN_MS } from "./gateway-deadline.ts";
import { keyReused } from "./key-reused.ts";
import type { PaymentContext, PaymentRow, ReservationRow } from "./payment-context.ts";
import { settleIn } from "./settle-payment.ts";
import type { PayInput } from "./shapes.ts";

/**
 * How long after the hold's own end the tickets wait for a gateway that does not answer. Longer than
 * any gateway needs to find out, short enough that nobody's last ticket is lost to a fault.
 */
const PIN_MS = 600_000;
const NO_CHARGE = "none";

/**
 * What is to be done next: `charge` a payment that was just begun; `ask` the gateway about an
 * earlier one, whose charge is over without an answer; `reply` with what is known.
 */
interface StartedPayment {
  readonly step: "charge" | "ask" | "reply";
  readonly payment: PaymentRow;
  /** When the hold that is paid ends by itself. */
  readonly expiresAt: Date;
}

/**
 * Begins to pay in one transaction: pins the hold and writes the payment under whose id the gateway
 * will be asked. A key that was used for the same request begins nothing, and finds its payment. A
 * reservation whose total is 0 is paid by it.
 *
 * @throws {DomainError} NOT_FOUND, IDEMPOTENCY_KEY_REUSED, RESERVATION_EXPIRED, RESERVATION_CLOSED,
 *   PAYMENT_IN_PROGRESS, EVENT_NOT_ON_SALE.
 */
export function startPayment(ctx: PaymentContext, input: PayInput): Promise<StartedPayment> {
  const { reservationId, paymentToken, currency } = input;
  const request = {
    idempotencyKey: input.idempotencyKey,
    requestHash: requestHash([reservationId, paymentToken, currency]),
  };
  return transaction(ctx.db, async (tx) => {
    // Under the lock, so that of two requests with one key the second finds what the first did.
    const reservation = await lockReservation(tx, reservationId);
    const now = await databaseNow(tx);
    const earlier = await findByKey(tx, request);
    if (earlier !== undefined) return resume(earlier, reservation, now);

    await requireStartable(tx, reservation, now);
    const payment = await insertPayment(tx, reservation, {
      ...request,
      currency,
      gateway: totalOf(reservation.items) === 0 ? NO_CHARGE : ctx.gateway.name,
      now,
    });
    await tx.orm
      .update(reservations)
      .set({ status: "paying" })
      .where(
        and(eq(reservations.id, reservation.id), eq(reservations.eventId, reservation.eventId)),
      );
    const { expiresAt } = reservation;
    if (payment.gateway !== NO_CHARGE) return { step: "charge", payment, expiresAt };
    const free = await settleIn(tx, payment, { outcome: "captured", chargeId: null });
    return { step: "reply", payment: free.payment, expiresAt };
  });
}

interface KeyedRequest {
  readonly idempotencyKey: string;
  readonly requestHash: bigint;
}

async function findByKey(
  tx: Transaction,
  { idempotencyKey, requestHash: hash }: KeyedRequest,
): Promise<PaymentRow | undefined> {
  const [payment] = await tx.orm
    .select()
    .from(payments)
    .where(eq(payments.idempotencyKey, idempotencyKey));
  if (payment !== undefined && payment.requestHash !== hash) throw keyReused();
  return payment;
}

/** An earlier payment's charge is over once somebody has said so, or its time is. */
function resume(payment: PaymentRow, { expiresAt }: ReservationRow, now: Date): StartedPayment {
  const isOver = payment.checks > 0 || payment.nextCheckAt <= now;
  const step = payment.status === "pending" && isOver ? "ask" : "reply";
  return { step, payment, expiresAt };
}

async function requireStartable(
  tx: Transaction,
  { status, expiresAt, eventId }: ReservationRow,
  now: Date,
): Promise<void> {
  if (status === "paying") {
    throw new DomainError("PAYMENT_IN_PROGRESS", "Another payment is under way.", null);
  }
  const canPay = next(status, "start_payment") !== undefined;
  if (status === "expired" || (canPay && expiresAt <= now)) {
    throw new DomainError("RESERVATION_EXPIRED", "The reservation has run out.", {
      at: expiresAt.toISOString(),
    });
  }
  if (!canPay) {
    throw new DomainError("RESERVATION_CLOSED", `The reservation is ${status}.`, { status });
  }
  const [event] = await tx.orm
    .select({ status: events.status })
    .from(events)
    .where(eq(events.id, eventId));
  if (event?.status !== "published") {
    throw new DomainError("EVENT_NOT_ON_SALE", "The event is no longer on sale.", null);
  }
}

async function insertPayment(
  tx: Transaction,
  { id, eventId, items, expiresAt }: ReservationRow,
  { now, ...rest }: KeyedRequest & { currency: string; gateway: string; now: Date },
): Promise<PaymentRow> {
  const [payment] = await tx.orm
    .insert(payments)
    .values({
      ...rest,
      id: randomUUIDv7(),
      eventId,
      reservationId: id,
      amount: totalOf(items),
      status: "pending",
      startedAt: now,
      pinnedUntil: new Date(expiresAt.getTime() + PIN_MS),
      nextCheckAt: new Date(now.getTime() + CHARGE_TIMEOUT_MS + SETTLE_MARGIN_MS),
    })
    .onConflictDoNothing({ target: payments.idempotencyKey })
    .returning();
  // The same key at the same moment for another reservation: nobody else could have taken it.
  if (payment === undefined) throw keyReused();
  return payment;
}

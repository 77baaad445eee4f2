import { randomUUIDv7 } from "node:crypto";
import { SQLSTATE, sqlState } from "@stampede/db/errors";
import { events, payments, reservations } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { eq } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import { DomainError, hasRunOut } from "../errors.ts";
import { isHeld, lockUnlessDue } from "../reservations/lock-reservation.ts";
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
/** Of one reservation, declined ones and all: nobody has so many cards but who tries stolen ones. */
const PAYMENTS_MAX = 100;

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
 *   PAYMENT_IN_PROGRESS, EVENT_NOT_ON_SALE, RATE_LIMITED after 100 payments.
 */
export async function startPayment(ctx: PaymentContext, input: PayInput): Promise<StartedPayment> {
  const { reservationId, paymentToken, currency } = input;
  const request = {
    idempotencyKey: input.idempotencyKey,
    requestHash: requestHash([reservationId, paymentToken, currency]),
  };
  let begun: ReservationRow | undefined;
  try {
    return await transaction(ctx.db, async (tx) => {
      // Under the lock, so that of two requests with one key the second finds what the first did.
      const reservation = await lockUnlessDue(tx, reservationId);
      const now = await databaseNow(tx);
      const earlier = await findByKey(tx, request);
      if (earlier !== undefined) return resume(earlier, reservation, now);

      await requireStartable(tx, reservation, now);
      begun = reservation;
      return await begin(tx, reservation, {
        ...request,
        currency,
        gateway: totalOf(reservation.items) === 0 ? NO_CHARGE : ctx.gateway.name,
        now,
      });
    });
  } catch (error) {
    if (begun === undefined || sqlState(error) !== SQLSTATE.invalidLogarithm) throw error;
    throw hasRunOut(begun.expiresAt);
  }
}

async function begin(
  tx: Transaction,
  reservation: ReservationRow,
  started: NewPayment,
): Promise<StartedPayment> {
  const { id, eventId, expiresAt } = reservation;
  const payment = await insertPayment(tx, reservation, started);
  const { rowCount } = await tx.orm
    .update(reservations)
    .set({ status: "paying" })
    .where(isHeld(reservation));
  if (rowCount === 0) throw hasRunOut(expiresAt);
  const free =
    payment.gateway === NO_CHARGE
      ? await settleIn(tx, payment, { outcome: "captured", chargeId: null })
      : undefined;
  tx.send({ name: "require-time-left", text: REQUIRE_TIME_LEFT, values: [id, eventId] });
  if (free === undefined) return { step: "charge", payment, expiresAt };
  return { step: "reply", payment: free.payment, expiresAt };
}

// Until the commit the hold counts as free from its end on, so it must not end before. Sent with the
// commit, and the logarithm of no time left ends the transaction, so nothing comes between the two.
const REQUIRE_TIME_LEFT = `
  SELECT ln(extract(epoch FROM expires_at - clock_timestamp()))
  FROM reservations WHERE id = $1 AND event_id = $2`;

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
  reservation: ReservationRow,
  now: Date,
): Promise<void> {
  const { id, status, expiresAt, eventId } = reservation;
  if (status === "paying") {
    throw new DomainError("PAYMENT_IN_PROGRESS", "Another payment is under way.", null);
  }
  const canPay = next(status, "start_payment") !== undefined;
  if (status === "expired" || (canPay && expiresAt <= now)) throw hasRunOut(expiresAt);
  if (!canPay) {
    throw new DomainError("RESERVATION_CLOSED", `The reservation is ${status}.`, { status });
  }
  const [found] = await tx.orm
    .select({
      eventStatus: events.status,
      payments: tx.orm.$count(payments, eq(payments.reservationId, id)),
    })
    .from(events)
    .where(eq(events.id, eventId));
  if (found?.eventStatus !== "published") {
    throw new DomainError("EVENT_NOT_ON_SALE", "The event is no longer on sale.", null);
  }
  if (found.payments >= PAYMENTS_MAX) {
    throw new DomainError("RATE_LIMITED", "Too many payments of this reservation have failed.", {
      retryAt: expiresAt.toISOString(),
    });
  }
}

interface NewPayment extends KeyedRequest {
  readonly currency: string;
  readonly gateway: string;
  readonly now: Date;
}

async function insertPayment(
  tx: Transaction,
  { id, eventId, items, expiresAt }: ReservationRow,
  { now, ...rest }: NewPayment,
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

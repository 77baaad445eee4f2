import type { DomainContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { authorize } from "../reservations/authorize.ts";
import type { Reservation } from "../reservations/shapes.ts";
import { replay } from "../reservations/replay.ts";
import { chargePayment } from "./charge-payment.ts";
import { lookUpPayment } from "./look-up-payment.ts";
import type { PaymentContext, PaymentRow } from "./payment-context.ts";
import type { PayInput } from "./shapes.ts";
import { startPayment } from "./start-payment.ts";

/**
 * Pays for a held reservation and issues its tickets. The same key and body again charge nothing,
 * and get the same reply; where that was PAYMENT_PENDING, what the gateway has said since.
 *
 * @param accessToken the reservation's own.
 * @throws {DomainError} UNAUTHENTICATED, NOT_FOUND, CURRENCY_NOT_SUPPORTED, IDEMPOTENCY_KEY_REUSED,
 *   RESERVATION_EXPIRED, RESERVATION_CLOSED, PAYMENT_IN_PROGRESS, EVENT_NOT_ON_SALE; CARD_DECLINED
 *   and PAYMENT_FAILED, with the hold as it was; PAYMENT_PENDING, with the tickets still held;
 *   RATE_LIMITED once a hundred payments of the reservation have failed.
 */
export async function pay(
  ctx: PaymentContext & Pick<DomainContext, "accessTokens">,
  input: PayInput,
  accessToken: string | undefined,
): Promise<Reservation> {
  const reservationId = input.reservationId.toLowerCase();
  const idempotencyKey = input.idempotencyKey.toLowerCase();
  authorize(ctx, reservationId, accessToken);
  requireCurrency(ctx.gateway.currencies, input.currency);

  const started = await startPayment(ctx, { ...input, reservationId, idempotencyKey });
  let { payment } = started;
  if (started.step === "charge") {
    const { paymentToken } = input;
    payment = await chargePayment(ctx, payment, { paymentToken, expiresAt: started.expiresAt });
  }
  if (started.step === "ask") payment = await lookUpPayment(ctx, payment);
  return replyFor(ctx, payment);
}

function requireCurrency(supported: readonly string[], currency: string): void {
  if (supported.includes(currency)) return;
  throw new DomainError("CURRENCY_NOT_SUPPORTED", `${currency} is not accepted.`, {
    supported: [...supported],
  });
}

/** Depends on the payment alone, as it was settled, so that it is the same at any later time. */
async function replyFor(
  ctx: PaymentContext,
  { status, settledAt, reservationId }: PaymentRow,
): Promise<Reservation> {
  switch (status) {
    case "declined":
      throw new DomainError("CARD_DECLINED", "The card was declined.", null);
    case "failed":
    case "not_charged":
      throw new DomainError("PAYMENT_FAILED", "The payment failed; nothing was charged.", null);
    case "pending":
      throw new DomainError(
        "PAYMENT_PENDING",
        "Whether the payment went through is not known yet. The tickets stay held.",
        null,
      );
    case "captured": {
      if (settledAt === null) throw new Error(`payment of ${reservationId} has no end`);
      return await replay(ctx.db, reservationId, settledAt);
    }
    default:
      return status satisfies never;
  }
}

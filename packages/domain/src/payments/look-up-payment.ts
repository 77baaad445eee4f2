import { GatewayNoAnswerError, type LookupResult } from "./gateway.ts";
import { ASK_TIMEOUT_MS, withinDeadline } from "./gateway-deadline.ts";
import type { PaymentContext, PaymentRow } from "./payment-context.ts";
import { settlePayment } from "./settle-payment.ts";

/**
 * Asks the gateway what became of a charge that is over without an answer, and writes it down.
 * Only the gateway's word settles a payment: while there is none it stays as it is.
 *
 * @returns the payment as it is now.
 */
export async function lookUpPayment(ctx: PaymentContext, payment: PaymentRow): Promise<PaymentRow> {
  if (payment.gateway !== ctx.gateway.name) {
    // Another gateway would truly say that it never saw the key.
    const { id: paymentId, gateway } = payment;
    ctx.log.error({ paymentId, gateway }, "a pending payment belongs to a gateway not in use");
    return payment;
  }
  let result: LookupResult;
  try {
    result = await withinDeadline(ASK_TIMEOUT_MS, (signal) =>
      ctx.gateway.lookUp(payment.id, signal),
    );
  } catch (error) {
    if (!(error instanceof GatewayNoAnswerError)) {
      ctx.log.error({ error, paymentId: payment.id }, "looking up a charge broke off");
    }
    return payment;
  }
  return result.outcome === "pending" ? payment : settlePayment(ctx, payment, result);
}

import { SQLSTATE, sqlState } from "@stampede/db/errors";
import { payments } from "@stampede/db/schema";
import { and, eq, sql } from "drizzle-orm";
import { type ChargeResult, CurrencyNotSupportedError, GatewayNoAnswerError } from "./gateway.ts";
import { CHARGE_TIMEOUT_MS, withinDeadline } from "./gateway-deadline.ts";
import type { PaymentContext, PaymentRow } from "./payment-context.ts";
import { settlePayment } from "./settle-payment.ts";

/** When the gateway is asked first about a charge without an answer. */
const FIRST_CHECK_MS = 1_000;
/** Each waits for a lock as long as the database lets it. */
const SETTLE_ATTEMPTS_MAX = 3;

/**
 * Asks the gateway for the money, outside any transaction, and writes down what it says.
 *
 * @param options.expiresAt when the hold that is paid ends by itself.
 * @param options.timeoutMs how long the gateway may take; then the payment stays pending.
 * @returns the payment as it is now, `pending` where the answer is not known.
 */
export async function chargePayment(
  ctx: PaymentContext,
  payment: PaymentRow,
  options: { paymentToken: string; expiresAt: Date; timeoutMs?: number },
): Promise<PaymentRow> {
  const { paymentToken, expiresAt, timeoutMs = CHARGE_TIMEOUT_MS } = options;
  const { id, amount, currency } = payment;
  let result: ChargeResult;
  try {
    result = await withinDeadline(timeoutMs, (signal) =>
      ctx.gateway.charge({ key: id, amount, currency, paymentToken, expiresAt }, signal),
    );
  } catch (error) {
    if (error instanceof CurrencyNotSupportedError) {
      return settleSurely(ctx, payment, { outcome: "failed" });
    }
    // Whatever else went wrong, the money may have been taken.
    if (!(error instanceof GatewayNoAnswerError)) {
      ctx.log.error({ error, paymentId: id }, "a charge broke off");
    }
    result = { outcome: "pending" };
  }
  if (result.outcome !== "pending") return settleSurely(ctx, payment, result);
  return leaveForReconciler(ctx, payment);
}

/** Waits longer than others for the counters of a hot ticket type: this buyer's money is taken. */
async function settleSurely(
  ctx: PaymentContext,
  payment: PaymentRow,
  result: Exclude<ChargeResult, { readonly outcome: "pending" }>,
): Promise<PaymentRow> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await settlePayment(ctx, payment, result);
    } catch (error) {
      const isBusy = sqlState(error) === SQLSTATE.lockNotAvailable;
      if (isBusy && attempt < SETTLE_ATTEMPTS_MAX) continue;
      // The gateway knows: the same key, or else the reconciler, asks it again.
      await leaveForReconciler(ctx, payment);
      throw error;
    }
  }
}

async function leaveForReconciler(ctx: PaymentContext, payment: PaymentRow): Promise<PaymentRow> {
  try {
    const [row] = await ctx.db.orm
      .update(payments)
      .set({
        checks: sql`greatest(${payments.checks}, 1)`,
        nextCheckAt: sql`clock_timestamp() + make_interval(secs => ${FIRST_CHECK_MS / 1_000})`,
      })
      .where(and(eq(payments.id, payment.id), eq(payments.eventId, payment.eventId)))
      .returning();
    if (row === undefined) return payment;
    if (row.status === "pending") ctx.alarms.reconcileAt(row.nextCheckAt);
    return row;
  } catch (error) {
    // The payment's first time to check stands since it was begun.
    ctx.log.warn({ error, paymentId: payment.id }, "a payment is checked later than it could be");
    return payment;
  }
}

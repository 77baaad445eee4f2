import { randomUUIDv7 } from "node:crypto";
import { refunds } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import type { PaymentRow, RefundRow } from "./payment-context.ts";

/**
 * Writes down that all of a payment goes back, before the gateway is asked for it.
 *
 * @param options.idempotencyKey of who asked for it; null where nobody did.
 * @param options.nextAttemptAt when the reconciler takes it up, by the database's clock.
 * @returns undefined where another refund has this key.
 */
export async function insertRefund(
  tx: Transaction,
  { id: paymentId, eventId, reservationId, amount }: PaymentRow,
  options: {
    readonly idempotencyKey: string | null;
    readonly requestedAt: Date;
    readonly nextAttemptAt: Date;
  },
): Promise<RefundRow | undefined> {
  const [refund] = await tx.orm
    .insert(refunds)
    .values({
      id: randomUUIDv7(),
      eventId,
      reservationId,
      paymentId,
      amount,
      status: "pending",
      ...options,
    })
    .onConflictDoNothing({ target: refunds.idempotencyKey })
    .returning();
  return refund;
}

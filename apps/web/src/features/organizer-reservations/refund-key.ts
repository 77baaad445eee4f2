import type { AnyStampedeError } from "@stampede/client/errors";
import { newIdempotencyKey } from "@stampede/client/idempotency-key";

const PREFIX = "stampede-refund:";

// After these nobody knows whether the refund has begun; only the same key finds out without asking
// for a second one.
const UNSETTLED: ReadonlySet<AnyStampedeError["reason"]> = new Set<AnyStampedeError["reason"]>([
  "NETWORK",
  "ABORTED",
  "UNEXPECTED",
  "UNAVAILABLE",
  "OVERLOADED",
  "RATE_LIMITED",
  "INTERNAL_ERROR",
  "PAYMENT_PENDING",
]);

/**
 * The key of the refund of a reservation: that of an attempt whose end is not known, which a reload
 * does not lose, or a new one, which is stored before it is used.
 */
export function refundKey(reservationId: string): string {
  const known = sessionStorage.getItem(PREFIX + reservationId);
  if (known !== null) return known;
  const key = newIdempotencyKey();
  sessionStorage.setItem(PREFIX + reservationId, key);
  return key;
}

/** Throws the key away once a final answer has come. */
export function forgetRefundKey(reservationId: string): void {
  sessionStorage.removeItem(PREFIX + reservationId);
}

/** Whether a failure leaves open what became of the refund. */
export function isUnsettled({ reason }: AnyStampedeError): boolean {
  return UNSETTLED.has(reason);
}

import type { DomainError, Reason } from "@stampede/domain/errors";

/** Whether it is a refusal for this reason, whose details are then known. */
export function isRefused<R extends Reason>(
  refusal: DomainError | undefined,
  reason: R,
): refusal is DomainError<R> {
  return refusal?.reason === reason;
}

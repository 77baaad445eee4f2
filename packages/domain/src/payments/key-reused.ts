import { DomainError } from "../errors.ts";

/** The refusal of an idempotency key that stands for another request. */
export function keyReused(): DomainError<"IDEMPOTENCY_KEY_REUSED"> {
  return new DomainError(
    "IDEMPOTENCY_KEY_REUSED",
    "This idempotency key was used for another request.",
    null,
  );
}

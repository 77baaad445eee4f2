import { isUnavailable } from "@stampede/db/errors";
import { DomainError } from "./errors.ts";

/** Long enough for a restarted database to answer again, short enough that no buyer gives up. */
const RETRY_AFTER_MS = 1_500;

/**
 * The refusal that an error stands for: itself where the domain refused, `UNAVAILABLE` where the
 * database is out of reach or too slow to answer, undefined for a fault that nobody foresaw.
 */
export function asDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  return isUnavailable(error) ? unavailable() : undefined;
}

/** Says that the answer is not to be had now, and when to ask again. */
export function unavailable(): DomainError<"UNAVAILABLE"> {
  // The process's own clock: the one that decides cannot be asked.
  const retryAt = new Date(Date.now() + RETRY_AFTER_MS).toISOString();
  return new DomainError("UNAVAILABLE", "The service is out of reach for a moment.", { retryAt });
}

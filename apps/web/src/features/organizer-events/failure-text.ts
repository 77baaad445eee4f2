import { type Reason, isStampedeError } from "@stampede/client/errors";

import type { Texts } from "../../texts/catalogs.ts";

/** Why an event could not be saved, published or cancelled, in words. */
export function failureText(
  error: unknown,
  { failed }: Pick<Texts<"organizerEvents">, "failed">,
): string {
  if (!isStampedeError(error)) return failed.other;
  if (error.reason === "INVALID_INPUT") {
    // All that is asked of a draft before it is published.
    const isAboutEvent = error.details.issues.some(({ path }) => path[0] === "eventId");
    return isAboutEvent ? failed.noTicketType : failed.other;
  }
  const known: Partial<Record<Reason, string>> = {
    NETWORK: failed.unknown,
    UNAVAILABLE: failed.unknown,
    OVERLOADED: failed.busy,
    RATE_LIMITED: failed.busy,
    NOT_FOUND: failed.gone,
    UNAUTHENTICATED: failed.signedOut,
    EVENT_NOT_ON_SALE: failed.wasCancelled,
  };
  return known[error.reason] ?? failed.other;
}

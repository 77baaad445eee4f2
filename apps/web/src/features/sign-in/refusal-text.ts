import { formatTime } from "../../format/time.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import { SignInError } from "./sign-in-request.ts";

const MINUTE_MS = 60_000;

/**
 * What was refused, in words: never which of address and password is wrong, and until when to wait
 * where the server says so.
 */
export function refusalText(
  error: Error,
  { refusals }: Pick<Texts<"signIn">, "refusals">,
  locale: Locale,
): string {
  if (!(error instanceof SignInError)) return refusals.UNEXPECTED;
  if (error.reason !== "RATE_LIMITED") return refusals[error.reason];
  const { retryAt, retryAfterMs } = error;
  if (retryAt === null || retryAfterMs === null) return refusals.RATE_LIMITED;
  if (retryAfterMs < MINUTE_MS) return refusals.waitSeconds(Math.ceil(retryAfterMs / 1_000));
  // To the next whole minute: never too early.
  const minute = Math.ceil(Date.parse(retryAt) / MINUTE_MS) * MINUTE_MS;
  return refusals.lockedUntil(formatTime(new Date(minute).toISOString(), locale, "clock"));
}

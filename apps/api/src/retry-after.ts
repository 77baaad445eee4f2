import { refusalOf } from "@stampede/router/refusal";
import type { TRPCError } from "@trpc/server";

/**
 * The `Retry-After` header (whole seconds, at least 1) for a reply with these errors, or undefined
 * where none of them is about the server's load. In a batch the longest wait counts: then every
 * call may be tried again.
 */
export function retryAfter(errors: readonly TRPCError[]): string | undefined {
  const waitsMs = errors.map(refusalOf).flatMap(({ reason, details }) => {
    const isLoad = reason === "RATE_LIMITED" || reason === "OVERLOADED" || reason === "UNAVAILABLE";
    return isLoad ? [Date.parse(details.retryAt) - Date.now()] : [];
  });
  if (waitsMs.length === 0) return undefined;
  return String(Math.max(1, Math.ceil(Math.max(...waitsMs) / 1_000)));
}

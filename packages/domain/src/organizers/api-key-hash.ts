import { createHash, timingSafeEqual } from "node:crypto";

/**
 * What is stored of an API key. A plain SHA-256 is enough for 256 random bits: there is nothing to
 * guess, so nothing that a slow hash would slow down.
 */
export function apiKeyHash(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

/** Whether two keys are the same, in a time that tells nothing of how nearly they are. */
export function isSameApiKey(one: string, other: string): boolean {
  return timingSafeEqual(apiKeyHash(one), apiKeyHash(other));
}

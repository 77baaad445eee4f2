/**
 * A new key for one intent of one person: one reservation, or one attempt to pay. Keep it until an
 * answer has come, and send the same key with the same body whenever the intent is tried again; the
 * server then does it once.
 *
 * @returns a random UUID
 */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

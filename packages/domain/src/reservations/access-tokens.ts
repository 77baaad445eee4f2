import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";

const KEY_ID_LENGTH = 4;
/** Of the key's id, and of 32 bytes. */
const FORM = /^[\w-]{4}\.[\w-]{43}$/;

/** Signs and verifies the buyer's only credential. */
export interface AccessTokens {
  /** The token of a reservation: the same every time. */
  sign(reservationId: string): string;
  /** Whether `token` was signed for this reservation, under any secret still accepted. */
  verify(reservationId: string, token: string): boolean;
}

/**
 * Access tokens that are a key id and an HMAC-SHA-256 of the reservation's id, in base64url: nothing
 * is stored, so nothing leaks from a dump of the database.
 *
 * @param secrets one to ten secrets, newest first: the first signs, all verify. To rotate, put the
 *   new one in front, and drop the old one when the last of its reservations is over.
 */
export function createAccessTokens(secrets: readonly [string, ...string[]]): AccessTokens {
  const keys = secrets.map((secret) => ({
    id: createHmac("sha256", secret).update("key-id").digest("base64url").slice(0, KEY_ID_LENGTH),
    // A key object is prepared once, a string at every signature.
    secret: createSecretKey(Buffer.from(secret)),
  }));
  const [current] = keys;
  if (current === undefined) throw new RangeError("at least one secret is needed");

  return {
    sign: (reservationId) => token(current, reservationId),
    verify(reservationId, candidate) {
      const key = keys.find(({ id }) => candidate.startsWith(`${id}.`));
      if (key === undefined) return false;
      const expected = Buffer.from(token(key, reservationId));
      const actual = Buffer.from(candidate);
      return expected.length === actual.length && timingSafeEqual(expected, actual);
    },
  };
}

/** Whether a text looks like a token; whose it is only `verify` can tell, which costs more. */
export function isTokenShaped(text: string): boolean {
  return FORM.test(text);
}

function token(key: { id: string; secret: KeyObject }, reservationId: string): string {
  const mac = createHmac("sha256", key.secret).update(`reservation:${reservationId}`);
  return `${key.id}.${mac.digest("base64url")}`;
}

import type { DomainContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";

/** A key id and 256 bits in base64url. */
const TOKEN_FORM = /^[\w-]{4}\.[\w-]{43}$/;

/**
 * Lets the holder of a reservation's access token pass. Whether a reservation exists is not told to
 * anybody else.
 *
 * @throws {DomainError} UNAUTHENTICATED without a token or with one that cannot be one; NOT_FOUND
 *   with a token of another reservation.
 */
export function authorize(
  ctx: Pick<DomainContext, "accessTokens">,
  reservationId: string,
  token: string | undefined,
): void {
  if (token === undefined || !TOKEN_FORM.test(token)) {
    throw new DomainError("UNAUTHENTICATED", "The reservation's access token is needed.", null);
  }
  if (!ctx.accessTokens.verify(reservationId, token)) throw notFound("The reservation");
}

import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { clientAddress } from "../client-address.ts";
import type { OrganizerKeys } from "../organizer-keys.ts";
import type { RateLimits } from "../rate-limits.ts";

/** Longer ones are no key, and not worth looking at. */
export const KEY_LENGTH_MAX = 512;

/** Whether a request carries what could be an organizer's credential; no database is asked. */
export type HasOrganizerCredential = (incoming: IncomingMessage) => boolean;

export interface CredentialOptions {
  readonly organizerKeys: Pick<OrganizerKeys, "isShaped" | "isKnown">;
  /** Whether this server signed the session's cookie among a request's cookies. */
  readonly isSignedSession: (cookies: string) => boolean;
  readonly rateLimits: Pick<RateLimits, "limitedUntil">;
  readonly trustedProxies: BlockList;
}

/**
 * Tells organizers from whoever writes any cookie or any key. Where both come the key decides, as it
 * does when the call is made. A key in the right form costs nothing to make up: from a client that
 * has sent too many wrong ones it is worth no more than none until its limit ends, unless it is known.
 */
export function createHasOrganizerCredential(options: CredentialOptions): HasOrganizerCredential {
  const { organizerKeys, isSignedSession, rateLimits, trustedProxies } = options;
  return ({ headers, socket }) => {
    const key = headers["x-api-key"]?.toString() ?? "";
    if (key === "") return headers.cookie !== undefined && isSignedSession(headers.cookie);
    if (key.length > KEY_LENGTH_MAX || !organizerKeys.isShaped(key)) return false;
    const forwardedFor = headers["x-forwarded-for"]?.toString();
    const client = clientAddress(socket.remoteAddress, forwardedFor, trustedProxies);
    return (
      rateLimits.limitedUntil("failedAuthentication", client) === undefined ||
      organizerKeys.isKnown(key)
    );
  };
}

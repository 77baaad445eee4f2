import type { DomainContext } from "@stampede/domain/context";
import type { Authentication, ObservedCall, RouterContext } from "@stampede/router/context";
import type { BlockList } from "node:net";
import { bearerToken } from "./bearer-token.ts";
import { clientAddress } from "./client-address.ts";
import type { OrganizerKeys } from "./organizer-keys.ts";
import { KEY_LENGTH_MAX } from "./overload/organizer-credentials.ts";
import { NO_RATE_LIMITS, type RateLimits } from "./rate-limits.ts";
import type { AuthenticateSession } from "./sign-in/authenticate-session.ts";

/** What calls need of the process. */
export interface ContextOptions {
  readonly domain: DomainContext;
  readonly organizerKeys: OrganizerKeys;
  readonly authenticateSession: AuthenticateSession;
  readonly rateLimits: RateLimits;
  readonly trustedProxies: BlockList;
  readonly observe: (call: ObservedCall) => void;
  readonly closing: AbortSignal;
}

/** Who calls, as far as a request tells. */
export interface Caller {
  /** The address of the other end of the socket. */
  readonly peer: string | undefined;
  /** By `performance.now()`, where it has waited before it was begun. */
  readonly arrivedAtMs?: number | undefined;
  /** @param name in lower case */
  readonly header: (name: string) => string | undefined;
}

/** What the calls of one request are given; nothing of it is worked out before it is asked for. */
export function routerContext(options: ContextOptions, caller: Caller): RouterContext {
  const { domain, rateLimits, observe, closing } = options;
  const { header, peer } = caller;
  let client: string | undefined;
  const nameOfClient = (): string =>
    (client ??= clientAddress(peer, header("x-forwarded-for"), options.trustedProxies));
  let authentication: Promise<Authentication> | undefined;
  return {
    domain,
    arrivedAtMs: caller.arrivedAtMs,
    observe,
    closing,
    accessToken: bearerToken(caller.header("authorization")),
    async rateLimit(policy) {
      if (rateLimits === NO_RATE_LIMITS) return undefined;
      return rateLimits.take(policy, nameOfClient());
    },
    authenticate() {
      authentication ??= authenticate(options, caller, nameOfClient);
      return authentication;
    },
  };
}

async function authenticate(
  { organizerKeys, authenticateSession, rateLimits }: ContextOptions,
  { header }: Caller,
  nameOfClient: () => string,
): Promise<Authentication> {
  const key = header("x-api-key") ?? "";
  if (key === "") return authenticateSession(header);
  if (key.length > KEY_LENGTH_MAX) return { kind: "bad" };
  const limited = rateLimits.limitedUntil("failedAuthentication", nameOfClient());
  const organizer = await organizerKeys.find(key, limited !== undefined);
  return organizer === undefined ? { kind: "bad" } : { kind: "organizer", organizer };
}

import type { DomainContext } from "@stampede/domain/context";
import { authenticateApiKey } from "@stampede/domain/organizers/authenticate-api-key";
import type { Authentication, ObservedCall, RouterContext } from "@stampede/router/context";
import type { BlockList } from "node:net";
import { bearerToken } from "./bearer-token.ts";
import { clientAddress } from "./client-address.ts";
import { NO_RATE_LIMITS, type RateLimits } from "./rate-limits.ts";
import type { AuthenticateSession } from "./sign-in/authenticate-session.ts";

/** Of an API key. */
const CREDENTIAL_LENGTH_MAX = 512;

/** What calls need of the process. */
export interface ContextOptions {
  readonly domain: DomainContext;
  readonly demoApiKey: string | undefined;
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
  let client: string | undefined;
  let authentication: Promise<Authentication> | undefined;
  return {
    domain,
    arrivedAtMs: caller.arrivedAtMs,
    observe,
    closing,
    accessToken: bearerToken(caller.header("authorization")),
    async rateLimit(policy) {
      if (rateLimits === NO_RATE_LIMITS) return undefined;
      client ??= clientAddress(
        caller.peer,
        caller.header("x-forwarded-for"),
        options.trustedProxies,
      );
      return rateLimits.take(policy, client);
    },
    authenticate() {
      authentication ??= authenticate(options, caller);
      return authentication;
    },
  };
}

async function authenticate(
  { domain, demoApiKey, authenticateSession }: ContextOptions,
  caller: Caller,
): Promise<Authentication> {
  const key = caller.header("x-api-key") ?? "";
  if (key === "") return authenticateSession(caller.header);
  if (key.length > CREDENTIAL_LENGTH_MAX) return { kind: "bad" };
  const organizer = await authenticateApiKey(domain, key, demoApiKey);
  return organizer === undefined ? { kind: "bad" } : { kind: "organizer", organizer };
}

import type { DomainContext } from "@stampede/domain/context";
import type { Reason } from "@stampede/domain/errors";
import type { Organizer } from "@stampede/domain/organizers/organizer";

/** What is counted apart, because it costs apart. The limits themselves are the server's. */
export type RateLimitPolicy =
  | "read"
  | "watch"
  | "reserve"
  | "pay"
  | "change"
  | "failedAuthentication";

/** What every call of one request is given. */
export interface RouterContext {
  readonly domain: DomainContext;
  /** By `performance.now()`, when the caller began to wait; left out where that is now. */
  readonly arrivedAtMs?: number | undefined;
  /** The buyer's credential, from `Authorization: Bearer …`. */
  readonly accessToken: string | undefined;
  /** Whose credential came with the request; looked up once however many calls it carries. */
  readonly authenticate: () => Promise<Authentication>;
  /** Counts one call of this client; a date is when the next one may be tried. */
  readonly rateLimit: (policy: RateLimitPolicy) => Promise<Date | undefined>;
  /** Aborts when the server is about to go, so that streams end and their clients turn elsewhere. */
  readonly closing: AbortSignal;
  /** Told of each call once it is over; a stream counts as over when it has begun. */
  readonly observe: (call: ObservedCall) => void;
}

export type Authentication =
  | { readonly kind: "none" }
  | { readonly kind: "bad" }
  | { readonly kind: "organizer"; readonly organizer: Organizer };

export interface ObservedCall {
  /** The procedure's path; only of those that exist. */
  readonly procedure: string;
  /** `LEFT` where the caller was gone before its call could be made. */
  readonly outcome: "ok" | Reason | "INTERNAL_ERROR" | "LEFT";
  readonly seconds: number;
}

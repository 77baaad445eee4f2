import { createTRPCClient, httpBatchLink, httpLink, splitLink } from "@trpc/client";
import type { Operation } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { Api, ApiClient, ApiLink } from "./api.ts";
import { unexpectedError } from "./errors.ts";
import { retryLink } from "./retry-link.ts";
import type { RetryOptions } from "./retry-policy.ts";
import { type EventSourceClass, subscriptionLink } from "./subscription-link.ts";
import { type Fetch, createTransport } from "./transport.ts";

/** The server refuses more calls in one request. */
const BATCH_CALLS_MAX = 10;
/** Longer addresses are refused by some proxies. */
const URL_LENGTH_MAX = 4_000;
/** Twice what the server gives itself for one request. */
const TIMEOUT_MS_DEFAULT = 20_000;

export interface ClientOptions {
  /** The server's tRPC endpoint: `https://tickets.example/trpc`, or `/trpc` on the same origin. */
  readonly url: string | URL;
  /** An organizer's key. It is sent with `organizer.*` and `statistics.*` and with nothing else. */
  readonly apiKey?: string;
  /** Finds the access token of a reservation, where the caller keeps them by its id. */
  readonly getAccessToken?: (
    reservationId: string,
  ) => string | undefined | Promise<string | undefined>;
  /** Does the requests, instead of the runtime's own `fetch`. */
  readonly fetch?: Fetch;
  /** Opens the subscriptions, in a runtime that has no `EventSource` of its own, such as Node. */
  readonly EventSource?: EventSourceClass;
  /** How long one attempt may take, in milliseconds: 20 000 unless it is set. */
  readonly timeoutMs?: number;
  /** How failed calls are tried again: 5 attempts unless it is set. */
  readonly retries?: RetryOptions;
}

/** What the holder of an access token can do with its reservation. */
export type ReservationClient = Pick<ApiClient["reservations"], "get" | "cancel" | "pay">;

export type StampedeClient = ApiClient & {
  /** The calls about the reservation that `accessToken` was given for. */
  withReservation(accessToken: string): ReservationClient;
};

/**
 * Makes a client of a Stampede server, with a function for each of its procedures:
 * `client.events.list.query({})`, `client.reservations.create.mutate({ … })`.
 *
 * Calls made in the same moment share a request. Credentials go in headers, and only with the calls
 * that need them. Failed calls are tried again where that is safe. Every failure is a
 * `StampedeError`.
 */
export function createClient(options: ClientOptions): StampedeClient {
  const client = createTRPCClient<Api>({ links: linksFor(options) });
  const withReservation = (accessToken: string): ReservationClient =>
    createTRPCClient<Api>({ links: linksFor({ ...options, getAccessToken: () => accessToken }) })
      .reservations;
  return extend(client, { withReservation });
}

// The client of tRPC makes its functions as they are asked for, so they cannot be copied from it.
function extend<C extends object, E extends object>(client: C, extension: E): C & E {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the type adds is what `get` adds
  return new Proxy(client, {
    get: (target, key) => Reflect.get(key in extension ? extension : target, key),
  }) as C & E;
}

function linksFor(options: ClientOptions): ApiLink[] {
  const { url, timeoutMs = TIMEOUT_MS_DEFAULT, apiKey } = options;
  const fetch = createTransport(options.fetch ?? globalThis.fetch, timeoutMs);
  const batch = { url, fetch, maxItems: BATCH_CALLS_MAX, maxURLLength: URL_LENGTH_MAX };
  return [
    retryLink(options.retries ?? {}),
    splitLink({
      condition: ({ type }) => type === "subscription",
      true: streamLink(options),
      // Each credential has a link of its own, and calls of two links never share a request.
      false: splitLink({
        condition: isOrganizers,
        true: httpBatchLink({ ...batch, headers: apiKey ? { "x-api-key": apiKey } : {} }),
        false: splitLink({
          condition: isOfReservation,
          true: httpLink({ url, fetch, headers: ({ op }) => accessTokenHeaders(options, op) }),
          false: httpBatchLink(batch),
        }),
      }),
    }),
  ];
}

function streamLink({ url, EventSource = globalThis.EventSource }: ClientOptions): ApiLink {
  if (EventSource !== undefined) return subscriptionLink(url.toString(), EventSource);
  return () => () =>
    observable((observer) => {
      observer.error(
        unexpectedError(
          "This runtime has no EventSource: pass one to createClient, see its README.",
        ),
      );
    });
}

function isOrganizers({ path }: Operation): boolean {
  return path.startsWith("organizer.") || path.startsWith("statistics.");
}

function isOfReservation({ path }: Operation): boolean {
  return path.startsWith("reservations.") && path !== "reservations.create";
}

async function accessTokenHeaders(
  { getAccessToken }: ClientOptions,
  { input }: Operation,
): Promise<Record<string, string>> {
  if (typeof input !== "object" || input === null || !("reservationId" in input)) return {};
  const token = await getAccessToken?.(String(input.reservationId));
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

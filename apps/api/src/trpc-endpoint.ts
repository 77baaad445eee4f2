import type { DomainContext } from "@stampede/domain/context";
import { authenticateApiKey } from "@stampede/domain/organizers/authenticate-api-key";
import type { Authentication, ObservedCall, RouterContext } from "@stampede/router/context";
import { appRouter } from "@stampede/router/router";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { BlockList } from "node:net";
import type { Logger } from "pino";
import { clientAddress } from "./client-address.ts";
import { readJsonBody } from "./json-body.ts";
import type { LeanOptions } from "./lean-trpc/lean-options.ts";
import type { RateLimits } from "./rate-limits.ts";
import { retryAfter } from "./retry-after.ts";

const BATCH_SIZE_MAX = 10;
const CREDENTIAL_LENGTH_MAX = 512;

/** What the endpoint needs of the process. */
export interface EndpointOptions {
  readonly domain: DomainContext;
  readonly demoApiKey: string | undefined;
  readonly rateLimits: RateLimits;
  readonly trustedProxies: BlockList;
  readonly observe: (call: ObservedCall) => void;
  readonly closing: AbortSignal;
  readonly log: Logger;
}

/** Answers `/trpc/…` as tRPC's own fetch adapter does, with stricter reading of what comes in. */
export function createTrpcEndpoint(options: EndpointOptions) {
  return (request: Request, peer: string | undefined): Promise<Response> =>
    fetchRequestHandler({
      ...trpcOptions(options, request, peer),
      req: withStrictJson(request),
      allowBatching: true,
    });
}

/** What a handler of tRPC is told of one request. */
export function trpcOptions(
  options: EndpointOptions,
  request: Request,
  peer: string | undefined,
): LeanOptions<typeof appRouter> {
  return {
    endpoint: "/trpc",
    req: request,
    router: appRouter,
    maxBatchSize: BATCH_SIZE_MAX,
    readJson: readJsonBody,
    createContext: () => contextOf(options, request, peer),
    responseMeta: ({ errors }) => {
      if (errors.length === 0) return {};
      const seconds = retryAfter(errors);
      return seconds === undefined ? {} : { headers: new Headers({ "retry-after": seconds }) };
    },
    onError: ({ error, path }) => {
      if (error.code !== "INTERNAL_SERVER_ERROR" || request.signal.aborted) return;
      options.log.error({ err: error.cause ?? error, procedure: path }, "a call failed");
    },
  };
}

/** The same request, whose body is read by this project's rules wherever tRPC asks for it. */
function withStrictJson(request: Request): Request {
  return new Proxy(request, {
    get(target, property) {
      if (property === "json") return () => readJsonBody(target);
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function contextOf(
  options: EndpointOptions,
  { headers }: Request,
  peer: string | undefined,
): RouterContext {
  const { domain, rateLimits, observe, closing } = options;
  let client: string | undefined;
  let authentication: Promise<Authentication> | undefined;
  return {
    domain,
    observe,
    closing,
    accessToken: bearerToken(headers.get("authorization")),
    rateLimit(policy) {
      const forwardedFor = headers.get("x-forwarded-for") ?? undefined;
      client ??= clientAddress(peer, forwardedFor, options.trustedProxies);
      return rateLimits.take(policy, client);
    },
    authenticate() {
      authentication ??= authenticate(options, headers.get("x-api-key"));
      return authentication;
    },
  };
}

async function authenticate(
  { domain, demoApiKey }: EndpointOptions,
  key: string | null,
): Promise<Authentication> {
  if (key === null || key === "") return { kind: "none" };
  if (key.length > CREDENTIAL_LENGTH_MAX) return { kind: "bad" };
  const organizer = await authenticateApiKey(domain, key, demoApiKey);
  return organizer === undefined ? { kind: "bad" } : { kind: "organizer", organizer };
}

function bearerToken(authorization: string | null): string | undefined {
  if (authorization === null || authorization.length > CREDENTIAL_LENGTH_MAX) return undefined;
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}

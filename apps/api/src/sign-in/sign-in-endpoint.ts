import type { BlockList } from "node:net";
import { emailHash, tooMany } from "@stampede/auth/attempts";
import type { Reply } from "@stampede/auth/caller";
import { endUnseenSession } from "@stampede/auth/end-unseen-session";
import type { SignInContext } from "@stampede/auth/context";
import { SignInError } from "@stampede/auth/sign-in-error";
import { notFound } from "@stampede/domain/errors";
import { inTime } from "@stampede/router/in-time";
import { TRPCError } from "@trpc/server";
import { clientAddress } from "../client-address.ts";
import { readJsonBody } from "../json-body.ts";
import type { RateLimits } from "../rate-limits.ts";
import type { IsOwnOrigin } from "./own-origins.ts";
import { replyToRefusal } from "./reply-to-refusal.ts";
import { type Route, ROUTES } from "./routes.ts";

const SIGN_IN_PATH = "/api/auth";

/** How callers are told apart and counted, as for all other calls. */
export interface EndpointLimits {
  readonly rateLimits: RateLimits;
  readonly trustedProxies: BlockList;
}

interface SignInEndpointOptions extends EndpointLimits {
  readonly signIn: SignInContext;
  readonly isOwnOrigin: IsOwnOrigin;
}

/**
 * Answers `/api/auth/…` where the body, if there is one, is said to be JSON; `peer` is the address of
 * the other end of the socket.
 */
export function createSignInEndpoint(options: SignInEndpointOptions) {
  return async (request: Request, peer: string | undefined): Promise<Response> => {
    try {
      return replyWith(await answer(options, request, peer));
    } catch (error) {
      return replyToRefusal(error);
    }
  };
}

async function answer(
  { signIn, rateLimits, trustedProxies, isOwnOrigin }: SignInEndpointOptions,
  request: Request,
  peer: string | undefined,
): Promise<Reply<unknown>> {
  const route = routeOf(request);
  if (request.method !== "GET") requireOwnPage(request, isOwnOrigin);
  const { headers } = request;
  const forwardedFor = headers.get("x-forwarded-for") ?? undefined;
  const address = clientAddress(peer, forwardedFor, trustedProxies);
  within(await rateLimits.take(route.limit, address));
  const body = request.method === "GET" ? undefined : await readJsonBody(request);
  const account = route.limit === "signIn" ? accountOf(body) : undefined;
  if (account !== undefined) within(await rateLimits.take("signInAccount", account));
  const caller = {
    cookies: headers.get("cookie") ?? undefined,
    userAgent: headers.get("user-agent") ?? undefined,
    address,
  };
  // Loaded once, which may take longer than an answer may.
  if (request.method !== "GET") await signIn.library();
  const answering = route.answer(signIn, caller, body);
  // What comes too late, or to one who has gone, is undone; where that fails, it ends by itself in time.
  const undo = (): void =>
    void answering.then((reply) => endUnseenSession(signIn, caller, reply)).catch(() => undefined);
  try {
    const reply = await (route.isAwaited ? answering : inTime(answering));
    if (request.signal.aborted) undo();
    return reply;
  } catch (error) {
    undo();
    throw error;
  }
}

/** @throws what says that there is no such path, or that it takes another method. */
function routeOf({ url, method }: Request): Route {
  const path = new URL(url).pathname.slice(SIGN_IN_PATH.length);
  const methods = ROUTES.get(path);
  if (methods === undefined) throw notFound("The page");
  const route = methods[method];
  if (route === undefined) throw new TRPCError({ code: "METHOD_NOT_SUPPORTED" });
  return route;
}

/** A browser names the origin of every request that may change something. */
function requireOwnPage(request: Request, isOwnOrigin: IsOwnOrigin): void {
  const origin = request.headers.get("origin");
  if (origin === null || !isOwnOrigin(origin)) throw new SignInError("FOREIGN_ORIGIN");
}

/** Whom a sign-in is for, as far as it can be counted; the address itself stays here. */
function accountOf(body: unknown): string | undefined {
  const email: unknown = typeof body === "object" && body !== null && Reflect.get(body, "email");
  return typeof email === "string" ? emailHash(email).toString("base64url") : undefined;
}

function within(retryAt: Date | undefined): void {
  if (retryAt !== undefined) throw tooMany(retryAt);
}

function replyWith({ body, setCookies }: Reply<unknown>): Response {
  const reply = Response.json(body, { headers: { "cache-control": "no-store" } });
  for (const cookie of setCookies) reply.headers.append("set-cookie", cookie);
  return reply;
}

import { DomainError } from "@stampede/domain/errors";
import type { Organizer } from "@stampede/domain/organizers/organizer";
import type { SignInContext } from "./context.ts";
import { readSignedCookie, type SignedCookie } from "./cookies.ts";
import { findSession, type Session } from "./sessions.ts";

/** Whose cookie came with a request. */
export type CookieAuthentication =
  | { readonly kind: "none" }
  | { readonly kind: "bad" }
  | { readonly kind: "organizer"; readonly organizer: Organizer };

/**
 * For whom a request's cookies act. Costs nothing without a cookie, and one statement with one that
 * this server signed.
 *
 * @param cookies the `Cookie` header.
 */
export async function authenticateCookie(
  ctx: SignInContext,
  cookies: string | undefined,
): Promise<CookieAuthentication> {
  const cookie = sessionCookie(ctx, cookies);
  if (cookie === undefined) return { kind: "none" };
  const session = cookie === null ? undefined : await findSession(ctx.db, cookie.value);
  return session === undefined
    ? { kind: "bad" }
    : { kind: "organizer", organizer: session.organizer };
}

/** Whether the cookies hold a session's that this server signed, ended or not; no database is asked. */
export function isSignedSession(
  ctx: Pick<SignInContext, "cookies" | "secret">,
  cookies: string,
): boolean {
  return (sessionCookie(ctx, cookies) ?? undefined) !== undefined;
}

/** The session that a caller's cookie names, with the cookie; undefined where there is none. */
export async function currentSession(
  ctx: SignInContext,
  { cookies }: { readonly cookies: string | undefined },
): Promise<(Session & { readonly cookie: SignedCookie }) | undefined> {
  const cookie = sessionCookie(ctx, cookies);
  if (cookie === undefined || cookie === null) return undefined;
  const session = await findSession(ctx.db, cookie.value);
  return session === undefined ? undefined : { ...session, cookie };
}

/**
 * The session that a caller's cookie names.
 *
 * @throws {DomainError} `UNAUTHENTICATED` where there is none, or it has ended.
 */
export async function requireSession(
  ctx: SignInContext,
  caller: { readonly cookies: string | undefined },
): Promise<Session> {
  const session = await currentSession(ctx, caller);
  if (session === undefined) throw unauthenticated();
  return session;
}

/** Says that a session is needed. */
export function unauthenticated(): DomainError<"UNAUTHENTICATED"> {
  return new DomainError("UNAUTHENTICATED", "This needs a sign-in.", null);
}

function sessionCookie(
  { cookies: settings, secret }: Pick<SignInContext, "cookies" | "secret">,
  cookies: string | undefined,
): SignedCookie | null | undefined {
  return readSignedCookie(cookies, "session_token", settings, secret);
}

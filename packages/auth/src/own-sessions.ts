import type { z } from "zod";
import type { Caller, Reply } from "./caller.ts";
import { callLibrary } from "./call-library.ts";
import type { SignInContext } from "./context.ts";
import { prolongCookie } from "./cookies.ts";
import { currentSession, requireSession } from "./require-session.ts";
import {
  endOtherSessions,
  endSession,
  listSessions,
  prolongSession,
  sessionView,
  SESSION_SECONDS,
  userView,
} from "./sessions.ts";
import type { ListedSessionView, revokeSessionInput, SessionView, UserView } from "./shapes.ts";

type SignedIn = { readonly session: SessionView; readonly user: UserView };
type Done = { readonly status: true };

const DONE = { body: { status: true }, setCookies: [] } as const;

/** Who is signed in, or null. Changes nothing. */
export async function getSession(
  ctx: SignInContext,
  caller: Caller,
): Promise<Reply<SignedIn | null>> {
  // Who asks this is about to sign in.
  void ctx.library().catch(() => undefined);
  const session = await currentSession(ctx, caller);
  if (session === undefined) return { body: null, setCookies: [] };
  return { body: { session: sessionView(session), user: userView(session) }, setCookies: [] };
}

/** Who is signed in, or null; keeps a session in use from ending, up to 30 days after its start. */
export async function refreshSession(
  ctx: SignInContext,
  caller: Caller,
): Promise<Reply<SignedIn | null>> {
  const session = await currentSession(ctx, caller);
  if (session === undefined) return { body: null, setCookies: [] };
  const prolonged = await prolongSession(ctx.db, session.id);
  const expiresAt = prolonged ?? session.expiresAt;
  return {
    body: { session: sessionView({ ...session, expiresAt }), user: userView(session) },
    setCookies:
      prolonged === undefined ? [] : [prolongCookie(session.cookie, ctx.cookies, SESSION_SECONDS)],
  };
}

/**
 * The caller's sessions, newest first.
 *
 * @throws {DomainError} `UNAUTHENTICATED`.
 */
export async function listOwnSessions(
  ctx: SignInContext,
  caller: Caller,
): Promise<Reply<readonly ListedSessionView[]>> {
  const session = await requireSession(ctx, caller);
  return { body: await listSessions(ctx.db, session), setCookies: [] };
}

/**
 * Ends one of the caller's sessions; one that is another's, or has ended, makes no difference.
 *
 * @throws {DomainError} `UNAUTHENTICATED`.
 */
export async function revokeSession(
  ctx: SignInContext,
  caller: Caller,
  { sessionId }: z.output<typeof revokeSessionInput>,
): Promise<Reply<Done>> {
  const { user } = await requireSession(ctx, caller);
  await endSession(ctx.db, { userId: user.id, sessionId });
  return DONE;
}

/**
 * Ends all of the caller's sessions but the one that asks.
 *
 * @throws {DomainError} `UNAUTHENTICATED`.
 */
export async function revokeOtherSessions(
  ctx: SignInContext,
  caller: Caller,
): Promise<Reply<Done>> {
  await endOtherSessions(ctx.db, await requireSession(ctx, caller));
  return DONE;
}

/** Ends the caller's session, if there is one, and takes its cookie away. */
export async function signOut(
  ctx: SignInContext,
  caller: Caller,
): Promise<Reply<{ readonly success: true }>> {
  const session = await currentSession(ctx, caller);
  // The library would say that all went well when the database did not answer.
  if (session !== undefined) {
    await endSession(ctx.db, { userId: session.user.id, sessionId: session.id });
  }
  const { setCookies } = await callLibrary(ctx, caller, (library, headers) =>
    library.signOut({ headers, returnHeaders: true }),
  );
  return { body: { success: true }, setCookies };
}

import type { Reply } from "./caller.ts";
import type { SignInContext } from "./context.ts";
import { readSignedCookie } from "./cookies.ts";
import { unauthenticated } from "./require-session.ts";
import { findSession, forgetEndedSessions, userView } from "./sessions.ts";
import type { UserView } from "./shapes.ts";

/**
 * Answers one who is signed in now with who they are; the token itself only leaves in the cookie.
 *
 * @param setCookies what the library sets, the session's cookie among them.
 * @throws {DomainError} `UNAUTHENTICATED` when the session has ended in between.
 */
export async function replyToSignIn<Body>(
  { db, cookies, secret }: SignInContext,
  setCookies: readonly string[],
  bodyOf: (user: UserView) => Body,
): Promise<Reply<Body>> {
  const cookie = setCookies
    .map((setCookie) => readSignedCookie(setCookie, "session_token", cookies, secret))
    .find((read) => read !== undefined && read !== null);
  const session = cookie === undefined ? undefined : await findSession(db, cookie.value);
  if (session === undefined) throw unauthenticated();
  await forgetEndedSessions(db, session.user.id);
  return { body: bodyOf(userView(session)), setCookies };
}

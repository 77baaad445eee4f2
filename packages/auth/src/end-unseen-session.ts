import type { Caller, Reply } from "./caller.ts";
import type { SignInContext } from "./context.ts";
import { readSignedCookie } from "./cookies.ts";
import { endSession, findSession } from "./sessions.ts";

/**
 * Ends the session that a reply begins and that reaches nobody: its token is in no browser, and its
 * owner would find it in the list of sessions and know nothing of it. One that the caller came with
 * goes on.
 */
export async function endUnseenSession(
  { db, cookies: settings, secret }: SignInContext,
  { cookies }: Pick<Caller, "cookies">,
  { setCookies }: Pick<Reply<unknown>, "setCookies">,
): Promise<void> {
  const tokenIn = (header: string | undefined): string | undefined =>
    readSignedCookie(header, "session_token", settings, secret)?.value;
  const token = setCookies.map(tokenIn).find((found) => found !== undefined);
  if (token === undefined || token === tokenIn(cookies)) return;
  const session = await findSession(db, token);
  if (session === undefined) return;
  await endSession(db, { userId: session.user.id, sessionId: session.id });
}

import { verifications } from "@stampede/db/schema";
import { and, eq, gt, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Caller, Reply } from "./caller.ts";
import { callLibrary, type LibraryCall } from "./call-library.ts";
import { countCodeAttempt, forgetCodeAttempts, giveCodeAttemptBack } from "./code-attempts.ts";
import type { SignInContext } from "./context.ts";
import { readSignedCookie } from "./cookies.ts";
import { replyToSignIn } from "./reply-to-sign-in.ts";
import { currentSession } from "./require-session.ts";
import type { backupCodeInput, totpInput, UserView } from "./shapes.ts";
import { SignInError } from "./sign-in-error.ts";
import { giveCodeBack, takeCode } from "./used-codes.ts";

type Verified = Reply<{ readonly user: UserView }>;

/**
 * Ends a sign-in with a code of the authenticator or, where the caller is signed in, turns the second
 * factor on with its first one. A code ends one sign-in at most.
 *
 * @throws {SignInError} `WRONG_CODE`; `CHALLENGE_ENDED`, also after five wrong codes;
 *   `SECOND_FACTOR_OFF` where there is none to turn on, `SECOND_FACTOR_ON` where it is.
 * @throws {DomainError} `RATE_LIMITED` after ten wrong codes in a row, for 15 minutes.
 */
export async function verifyTotp(
  ctx: SignInContext,
  caller: Caller,
  { code }: z.output<typeof totpInput>,
): Promise<Verified> {
  const session = await currentSession(ctx, caller);
  if (session?.user.twoFactorEnabled === true) throw new SignInError("SECOND_FACTOR_ON");
  const call: LibraryCall<unknown> = (library, headers) =>
    library.verifyTOTP({ body: { code }, headers, returnHeaders: true });
  // Whoever turns it on has just been shown its secret: there is nothing to guess.
  if (session !== undefined) return verify(ctx, caller, call);
  const userId = await requireChallenge(ctx, caller);
  if (!(await takeCode(ctx.db, userId, code))) throw new SignInError("WRONG_CODE");
  try {
    return await proveCode(ctx, userId, () => verify(ctx, caller, call));
  } catch (error) {
    await giveCodeBack(ctx.db, userId, code);
    throw error;
  }
}

/**
 * Ends a sign-in with a backup code, which counts once.
 *
 * @throws as `verifyTotp`.
 */
export async function verifyBackupCode(
  ctx: SignInContext,
  caller: Caller,
  { code }: z.output<typeof backupCodeInput>,
): Promise<Verified> {
  const session = await currentSession(ctx, caller);
  if (session !== undefined) {
    throw new SignInError(session.user.twoFactorEnabled ? "SECOND_FACTOR_ON" : "SECOND_FACTOR_OFF");
  }
  const userId = await requireChallenge(ctx, caller);
  const call: LibraryCall<unknown> = (library, headers) =>
    library.verifyBackupCode({ body: { code }, headers, returnHeaders: true });
  return proveCode(ctx, userId, () => verify(ctx, caller, call));
}

/**
 * Does what needs a code of somebody's second factor, as one attempt: ten that fail in a row lock it.
 *
 * @param work throws when the code is wrong, and `CHALLENGE_ENDED` before it is looked at.
 */
async function proveCode<Result>(
  { db }: SignInContext,
  userId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await countCodeAttempt(db, userId);
  try {
    const result = await work();
    await forgetCodeAttempts(db, userId);
    return result;
  } catch (error) {
    const isLookedAt = !(error instanceof SignInError && error.reason === "CHALLENGE_ENDED");
    if (!isLookedAt) await giveCodeAttemptBack(db, userId);
    throw error;
  }
}

async function verify(
  ctx: SignInContext,
  caller: Caller,
  call: LibraryCall<unknown>,
): Promise<Verified> {
  const { setCookies } = await callLibrary(ctx, caller, call);
  return replyToSignIn(ctx, setCookies, (user) => ({ user }));
}

/** Whose sign-in waits for its second factor. */
async function requireChallenge(
  { db, cookies: settings, secret }: SignInContext,
  { cookies }: Caller,
): Promise<string> {
  const cookie = readSignedCookie(cookies, "two_factor", settings, secret);
  if (cookie === undefined || cookie === null) throw new SignInError("CHALLENGE_ENDED");
  const [found] = await db.orm
    .select({ userId: verifications.value })
    .from(verifications)
    .where(
      and(
        eq(verifications.identifier, cookie.value),
        gt(verifications.expiresAt, sql`clock_timestamp()`),
      ),
    );
  if (found === undefined) throw new SignInError("CHALLENGE_ENDED");
  return found.userId;
}

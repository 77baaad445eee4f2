import { twoFactors, verifications } from "@stampede/db/schema";
import { and, eq, gt, sql } from "drizzle-orm";
import type { z } from "zod";
import { tooMany } from "./attempts.ts";
import type { Caller, Reply } from "./caller.ts";
import { callLibrary, type LibraryCall, libraryCode } from "./call-library.ts";
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
  if (session !== undefined) return verify(ctx, caller, session.user.id, call);
  const userId = await requireChallenge(ctx, caller);
  if (!(await takeCode(ctx.db, userId, code))) throw new SignInError("WRONG_CODE");
  try {
    return await verify(ctx, caller, userId, call);
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
  return verify(ctx, caller, userId, (library, headers) =>
    library.verifyBackupCode({ body: { code }, headers, returnHeaders: true }),
  );
}

async function verify(
  ctx: SignInContext,
  caller: Caller,
  userId: string,
  call: LibraryCall<unknown>,
): Promise<Verified> {
  try {
    const { setCookies } = await callLibrary(ctx, caller, call);
    return await replyToSignIn(ctx, setCookies, (user) => ({ user }));
  } catch (error) {
    if (libraryCode(error) !== "ACCOUNT_TEMPORARILY_LOCKED") throw error;
    throw tooMany(await lockedUntil(ctx, userId));
  }
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

async function lockedUntil({ db }: SignInContext, userId: string): Promise<Date> {
  const [found] = await db.orm
    .select({ lockedUntil: twoFactors.lockedUntil })
    .from(twoFactors)
    .where(eq(twoFactors.userId, userId));
  return found?.lockedUntil ?? new Date();
}

import type { z } from "zod";
import type { Caller, Reply } from "./caller.ts";
import { callLibrary, type LibraryCall } from "./call-library.ts";
import type { SignInContext } from "./context.ts";
import { provePassword } from "./prove-password.ts";
import { requireSession } from "./require-session.ts";
import type { passwordInput } from "./shapes.ts";
import { SignInError } from "./sign-in-error.ts";

type PasswordInput = z.output<typeof passwordInput>;

/**
 * Makes a secret for an authenticator, and backup codes. They count from the authenticator's first
 * right code on; until then another secret may be asked for.
 *
 * @throws {SignInError} `WRONG_PASSWORD`, `SECOND_FACTOR_ON`.
 * @throws {DomainError} `UNAUTHENTICATED`, `RATE_LIMITED`, `OVERLOADED`.
 */
export async function enableSecondFactor(
  ctx: SignInContext,
  caller: Caller,
  { password }: PasswordInput,
): Promise<Reply<{ readonly totpURI: string; readonly backupCodes: readonly string[] }>> {
  const { response, setCookies } = await change(ctx, caller, "off", (library, headers) =>
    library.enableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  );
  if (response.method !== "totp") throw new Error("the library made another second factor");
  const { totpURI, backupCodes } = response;
  return { body: { totpURI, backupCodes }, setCookies };
}

/**
 * Takes the second factor away.
 *
 * @throws as `enableSecondFactor`, with `SECOND_FACTOR_OFF` in place of `SECOND_FACTOR_ON`.
 */
export async function disableSecondFactor(
  ctx: SignInContext,
  caller: Caller,
  { password }: PasswordInput,
): Promise<Reply<{ readonly status: true }>> {
  const { setCookies } = await change(ctx, caller, "on", (library, headers) =>
    library.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  );
  return { body: { status: true }, setCookies };
}

/**
 * Makes new backup codes; those of before count no more.
 *
 * @throws as `disableSecondFactor`.
 */
export async function generateBackupCodes(
  ctx: SignInContext,
  caller: Caller,
  { password }: PasswordInput,
): Promise<Reply<{ readonly backupCodes: readonly string[] }>> {
  const { response, setCookies } = await change(ctx, caller, "on", (library, headers) =>
    library.generateBackupCodes({ body: { password }, headers, returnHeaders: true }),
  );
  return { body: { backupCodes: response.backupCodes }, setCookies };
}

/**
 * The secret again, for one more authenticator.
 *
 * @throws as `disableSecondFactor`.
 */
export async function getTotpUri(
  ctx: SignInContext,
  caller: Caller,
  { password }: PasswordInput,
): Promise<Reply<{ readonly totpURI: string }>> {
  const { response, setCookies } = await change(ctx, caller, "on", (library, headers) =>
    library.getTOTPURI({ body: { password }, headers, returnHeaders: true }),
  );
  return { body: { totpURI: response.totpURI }, setCookies };
}

/** @param before whether the second factor must be on; found out first, for it is no attempt. */
async function change<Answer>(
  ctx: SignInContext,
  caller: Caller,
  before: "on" | "off",
  call: LibraryCall<Answer>,
) {
  const { user } = await requireSession(ctx, caller);
  if (user.twoFactorEnabled !== (before === "on")) {
    throw new SignInError(user.twoFactorEnabled ? "SECOND_FACTOR_ON" : "SECOND_FACTOR_OFF");
  }
  return provePassword(ctx, user.email, () => callLibrary(ctx, caller, call));
}

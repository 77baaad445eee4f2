import { verifications } from "@stampede/db/schema";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { Caller, Reply } from "./caller.ts";
import { callLibrary } from "./call-library.ts";
import type { SignInContext } from "./context.ts";
import { provePassword } from "./prove-password.ts";
import { requireSession } from "./require-session.ts";
import type { changePasswordInput } from "./shapes.ts";

/**
 * Changes the caller's password. Every other session ends, and the caller's own goes on under a new
 * token.
 *
 * @throws {SignInError} `WRONG_PASSWORD`.
 * @throws {DomainError} `UNAUTHENTICATED`, `RATE_LIMITED`, `OVERLOADED`.
 */
export async function changePassword(
  ctx: SignInContext,
  caller: Caller,
  passwords: z.output<typeof changePasswordInput>,
): Promise<Reply<{ readonly status: true }>> {
  const { user } = await requireSession(ctx, caller);
  const { setCookies } = await provePassword(ctx, user.email, () =>
    callLibrary(ctx, caller, (library, headers) =>
      library.changePassword({
        body: { ...passwords, revokeOtherSessions: true },
        headers,
        returnHeaders: true,
      }),
    ),
  );
  // Whoever began to sign in with the old password must not end it with the second factor.
  await ctx.db.orm.delete(verifications).where(eq(verifications.value, user.id));
  return { body: { status: true }, setCookies };
}

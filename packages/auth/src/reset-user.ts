import type { Database } from "@stampede/db/client";
import { accounts, sessions, twoFactors, users, verifications } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { notFound } from "@stampede/domain/errors";
import { eq, sql } from "drizzle-orm";
import { forgetAttempts } from "./attempts.ts";
import { parseField } from "./parse-field.ts";
import { passwordHash } from "./passwords.ts";
import { emailInput, newPasswordInput } from "./shapes.ts";

const NOW = sql`clock_timestamp()`;

/**
 * Gives somebody a new password, ends all of their sessions, and lifts the lock of too many attempts.
 *
 * @param reset.disableSecondFactor for one who has lost the authenticator and the backup codes.
 * @throws {DomainError} `NOT_FOUND` when nobody has this address, `INVALID_INPUT` for a password that
 *   is too short or too long.
 */
export async function resetUser(
  { db }: { readonly db: Database },
  reset: {
    readonly email: string;
    readonly password: string;
    readonly disableSecondFactor: boolean;
  },
): Promise<void> {
  const email = parseField(emailInput, "email", reset.email);
  const hash = await passwordHash(parseField(newPasswordInput, "password", reset.password));
  await transaction(db, async (tx) => {
    const [user] = await tx.orm.select({ id: users.id }).from(users).where(eq(users.email, email));
    if (user === undefined) throw notFound("The e-mail address");
    await tx.orm
      .update(accounts)
      .set({ password: hash, updatedAt: NOW })
      .where(eq(accounts.userId, user.id));
    await tx.orm.delete(sessions).where(eq(sessions.userId, user.id));
    await tx.orm.delete(verifications).where(eq(verifications.value, user.id));
    if (reset.disableSecondFactor) await disable(tx, user.id);
  });
  await forgetAttempts(db, email);
}

async function disable({ orm }: Transaction, userId: string): Promise<void> {
  await orm.delete(twoFactors).where(eq(twoFactors.userId, userId));
  await orm
    .update(users)
    .set({ twoFactorEnabled: false, updatedAt: NOW })
    .where(eq(users.id, userId));
}

import type { Database } from "@stampede/db/client";
import { accounts, users } from "@stampede/db/schema";
import { eq } from "drizzle-orm";
import { isPassword } from "./passwords.ts";

/**
 * Whether somebody has this password; undefined where nobody has the address. For those who start the
 * servers: it counts no attempt.
 */
export async function hasPassword(
  { db }: { readonly db: Database },
  { email, password }: { readonly email: string; readonly password: string },
): Promise<boolean | undefined> {
  const [found] = await db.orm
    .select({ hash: accounts.password })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(eq(users.email, email));
  return found === undefined ? undefined : isPassword(password, found.hash);
}

import { randomUUIDv7 } from "node:crypto";
import type { Database } from "@stampede/db/client";
import { sqlState, SQLSTATE } from "@stampede/db/errors";
import { accounts, users } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { notFound } from "@stampede/domain/errors";
import { findOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { sql } from "drizzle-orm";
import { passwordHash } from "./passwords.ts";
import { invalidField, parseField } from "./parse-field.ts";
import { emailInput, newPasswordInput } from "./shapes.ts";

const NOW = sql`clock_timestamp()`;
/** The only way in; the library knows it by this name. */
const PROVIDER = "credential";

/** Somebody who is to sign in. */
export interface NewUser {
  readonly organizerSlug: string;
  readonly email: string;
  /** 10 to 128 characters. */
  readonly password: string;
}

/**
 * Makes somebody who may sign in for an organizer. Nobody can do it by themselves.
 *
 * @throws {DomainError} `NOT_FOUND` when no organizer has this slug, `INVALID_INPUT` for an address
 *   that is none or that somebody has, and for a password that is too short or too long.
 */
export async function createUser(
  { db }: { readonly db: Database },
  user: NewUser,
): Promise<{ readonly userId: string }> {
  const email = parseField(emailInput, "email", user.email);
  const hash = await passwordHash(parseField(newPasswordInput, "password", user.password));
  const organizer = await findOrganizer(db, user.organizerSlug);
  if (organizer === undefined) throw notFound("The organizer");
  try {
    const userId = await transaction(db, (tx) => insert(tx, organizer.id, email, hash));
    return { userId };
  } catch (error) {
    if (sqlState(error) !== SQLSTATE.uniqueViolation) throw error;
    throw invalidField("email", "belongs to somebody who may sign in already");
  }
}

async function insert(
  { orm }: Transaction,
  organizerId: string,
  email: string,
  hash: string,
): Promise<string> {
  const userId = randomUUIDv7();
  const times = { createdAt: NOW, updatedAt: NOW };
  await orm.insert(users).values({ id: userId, organizerId, email, name: email, ...times });
  await orm.insert(accounts).values({
    id: randomUUIDv7(),
    userId,
    accountId: userId,
    providerId: PROVIDER,
    password: hash,
    ...times,
  });
  return userId;
}

import { randomBytes, randomUUIDv7 } from "node:crypto";
import { apiKeys } from "@stampede/db/schema";
import { sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { API_KEY_PREFIX } from "./api-key-form.ts";
import { apiKeyHash } from "./api-key-hash.ts";
import { findOrganizer } from "./ensure-organizer.ts";

const KEY_BYTES = 32;

/**
 * Makes a key for programs of an organizer. The reply is the only place where the key is ever
 * shown: its hash is all that is stored.
 *
 * @throws {DomainError} `NOT_FOUND` when no organizer has this slug.
 */
export async function createApiKey(
  { db }: Pick<DomainContext, "db">,
  { organizerSlug }: { readonly organizerSlug: string },
): Promise<{ key: string }> {
  const organizer = await findOrganizer(db, organizerSlug);
  if (organizer === undefined) throw notFound("The organizer");
  const key = API_KEY_PREFIX + randomBytes(KEY_BYTES).toString("base64url");
  await db.orm.insert(apiKeys).values({
    id: randomUUIDv7(),
    organizerId: organizer.id,
    hash: apiKeyHash(key),
    createdAt: sql`clock_timestamp()`,
  });
  return { key };
}

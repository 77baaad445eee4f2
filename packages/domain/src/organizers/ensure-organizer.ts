import { randomUUIDv7 } from "node:crypto";
import type { Database } from "@stampede/db/client";
import { organizers } from "@stampede/db/schema";
import { eq, sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import type { Organizer } from "./organizer.ts";

/**
 * The organizer with this slug, made under `name` where there is none yet. An organizer that is
 * there keeps the name it has.
 */
export async function ensureOrganizer(
  { db }: Pick<DomainContext, "db">,
  { slug, name }: { readonly slug: string; readonly name: string },
): Promise<Organizer> {
  const existing = await findOrganizer(db, slug);
  if (existing !== undefined) return existing;
  await db.orm
    .insert(organizers)
    .values({ id: randomUUIDv7(), slug, name, createdAt: sql`clock_timestamp()` })
    .onConflictDoNothing({ target: organizers.slug });
  const made = await findOrganizer(db, slug);
  if (made === undefined) throw new Error(`organizer ${slug} vanished after it was made`);
  return made;
}

/** The organizer with this slug, or undefined. */
export async function findOrganizer(db: Database, slug: string): Promise<Organizer | undefined> {
  const [found] = await db.orm
    .select({ id: organizers.id, slug: organizers.slug, name: organizers.name })
    .from(organizers)
    .where(eq(organizers.slug, slug));
  return found;
}

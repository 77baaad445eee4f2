import { timingSafeEqual } from "node:crypto";
import { apiKeys, organizers } from "@stampede/db/schema";
import { and, eq, isNull } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { apiKeyHash } from "./api-key-hash.ts";
import { ensureOrganizer } from "./ensure-organizer.ts";
import { DEMO_ORGANIZER, type Organizer } from "./organizer.ts";

/**
 * Whose API key this is, or undefined for one that is unknown or revoked. Every key is hashed
 * before it is compared, so the time it takes tells nothing about a key that nearly fits. Nothing is
 * cached: a revoked key is refused from the next call on.
 *
 * @param demoApiKey the key that the environment names, if it does; it is the demo organizer's.
 */
export async function authenticateApiKey(
  ctx: Pick<DomainContext, "db">,
  key: string,
  demoApiKey?: string,
): Promise<Organizer | undefined> {
  const hash = apiKeyHash(key);
  if (demoApiKey !== undefined && timingSafeEqual(hash, apiKeyHash(demoApiKey))) {
    return ensureOrganizer(ctx, DEMO_ORGANIZER);
  }
  const [found] = await ctx.db.orm
    .select({ id: organizers.id, slug: organizers.slug, name: organizers.name })
    .from(apiKeys)
    .innerJoin(organizers, eq(organizers.id, apiKeys.organizerId))
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
  return found;
}

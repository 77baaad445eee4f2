import { apiKeys, organizers } from "@stampede/db/schema";
import { and, eq, isNull } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { isApiKeyShaped } from "./api-key-form.ts";
import { apiKeyHash, isSameApiKey } from "./api-key-hash.ts";
import { ensureOrganizer } from "./ensure-organizer.ts";
import { DEMO_ORGANIZER, type Organizer } from "./organizer.ts";

/**
 * Whose API key this is, or undefined for one that is unknown or revoked. Every key is hashed
 * before it is compared, so the time it takes tells nothing about a key that nearly fits. Nothing is
 * cached: a revoked key is refused from the next call on. What has not the form of a key is not
 * looked up.
 *
 * @param demoApiKey the key that the environment names, if it does; it is the demo organizer's.
 */
export async function authenticateApiKey(
  ctx: Pick<DomainContext, "db">,
  key: string,
  demoApiKey?: string,
): Promise<Organizer | undefined> {
  if (demoApiKey !== undefined && isSameApiKey(key, demoApiKey)) {
    return ensureOrganizer(ctx, DEMO_ORGANIZER);
  }
  if (!isApiKeyShaped(key)) return undefined;
  const hash = apiKeyHash(key);
  const [found] = await ctx.db.orm
    .select({ id: organizers.id, slug: organizers.slug, name: organizers.name })
    .from(apiKeys)
    .innerJoin(organizers, eq(organizers.id, apiKeys.organizerId))
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
  return found;
}

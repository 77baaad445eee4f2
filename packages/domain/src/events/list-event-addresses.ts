import { events } from "@stampede/db/schema";
import { and, asc, count, eq, sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";

/** Where an event is found, and when it was last changed. */
export interface EventAddress {
  readonly slug: string;
  readonly updatedAt: Date;
}

/**
 * The addresses of the published events that are not over, soonest first.
 *
 * @param page.offset how many of them to leave out, from the first
 * @param page.limit how many at most
 * @returns those of the page, and how many there are in all
 */
export async function listEventAddresses(
  { db }: Pick<DomainContext, "db">,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ addresses: EventAddress[]; total: number }> {
  const isUpcoming = and(
    eq(events.status, "published"),
    sql`coalesce(${events.endsAt}, ${events.startsAt}) > now()`,
  );
  const [counted] = await db.orm.select({ total: count() }).from(events).where(isUpcoming);
  const addresses = await db.orm
    .select({ slug: events.slug, updatedAt: events.updatedAt })
    .from(events)
    .where(isUpcoming)
    .orderBy(asc(events.startsAt), asc(events.id))
    .limit(limit)
    .offset(offset);
  return { addresses, total: counted?.total ?? 0 };
}

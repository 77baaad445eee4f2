import { events } from "@stampede/db/schema";
import { and, asc, eq, sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { decodeCursor } from "./cursor.ts";
import { publicEvent } from "./load-events.ts";
import { loadPage } from "./load-page.ts";
import { matches } from "./search.ts";
import type { ListEventsInput, ListEventsOutput } from "./shapes.ts";

/**
 * The published events that are not over, soonest first, a page at a time: `limit` of
 * them, or fewer where their texts are long (`PAGE_BYTES_MAX`). With `search`, those
 * whose name, venue, city or description contain all its words.
 *
 * @throws {DomainError} `INVALID_INPUT` for a cursor that no page gave.
 */
export async function listEvents(
  { db }: Pick<DomainContext, "db">,
  { search, cursor, limit }: ListEventsInput,
): Promise<ListEventsOutput> {
  const after = cursor == null ? undefined : decodeCursor(cursor);
  const { items, nextCursor } = await loadPage(db, {
    where: and(
      eq(events.status, "published"),
      sql`coalesce(${events.endsAt}, ${events.startsAt}) > now()`,
      after &&
        sql`(${events.startsAt}, ${events.id}) > (${after.startsAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ...matches(search),
    ),
    orderBy: [asc(events.startsAt), asc(events.id)],
    limit,
  });
  return { items: items.map(publicEvent), nextCursor };
}

import type { Database } from "@stampede/db/client";
import { events } from "@stampede/db/schema";
import { and, inArray, sql } from "drizzle-orm";
import { loadEvents, type Selection } from "./load-events.ts";
import { pageOf } from "./page.ts";
import type { OrganizerEvent } from "./shapes.ts";

/** What an event and a ticket type take in a reply without their texts: keys, ids, times, figures. */
const EVENT_BYTES = 500;
const TICKET_TYPE_BYTES = 300;

/**
 * The lengths of texts are kept beside them: no text is read for its length. Written out, for columns
 * lose their tables' names in a selection from one table.
 */
const BYTES = sql`
  ${EVENT_BYTES}::integer + octet_length(events.name) + octet_length(events.description)
  + coalesce(octet_length(events.venue::text), 0) + (
    SELECT coalesce(sum(${TICKET_TYPE_BYTES}::integer + octet_length(own.name) + octet_length(own.description)), 0)
    FROM ticket_types AS own WHERE own.event_id = events.id
  )`.mapWith(Number);

/**
 * Reads a page of events with their ticket types: first which ones and how large they are, so that
 * no more is read than the page has room for.
 *
 * @returns at most `limit` events, and fewer where they are large; the cursor is null on the last page.
 */
export async function loadPage(
  db: Pick<Database, "orm">,
  { where, orderBy, limit }: Selection,
): Promise<{ items: OrganizerEvent[]; nextCursor: string | null }> {
  const found = await db.orm
    .select({ id: events.id, startsAt: events.startsAt, bytes: BYTES })
    .from(events)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit + 1);
  const { ids, nextCursor } = pageOf(found, limit);
  if (ids.length === 0) return { items: [], nextCursor };
  // The conditions again: what has just been cancelled is not shown.
  const items = await loadEvents(db, {
    where: and(where, inArray(events.id, ids)),
    orderBy,
    limit,
  });
  return { items, nextCursor };
}

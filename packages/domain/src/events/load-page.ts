import type { Database } from "@stampede/db/client";
import { events, organizers } from "@stampede/db/schema";
import { eq, type SQL, sql } from "drizzle-orm";
import { takePage } from "../page.ts";
import { encodeCursor } from "./cursor.ts";
import { withTicketTypes } from "./load-events.ts";
import type { OrganizerEvent } from "./shapes.ts";

/** What an event and a ticket type take in a reply without their texts: keys, ids, times, figures. */
const EVENT_BYTES = 500;
const TICKET_TYPE_BYTES = 300;

/**
 * About how many bytes an event takes in a reply. The lengths of texts are kept beside them: no text
 * is read for its length.
 */
const BYTES = sql`
  ${EVENT_BYTES}::integer + octet_length(events.name) + octet_length(events.description)
  + coalesce(octet_length(events.venue::text), 0) + (
    SELECT coalesce(sum(${TICKET_TYPE_BYTES}::integer + octet_length(own.name) + octet_length(own.description)), 0)
    FROM ticket_types AS own WHERE own.event_id = events.id
  )`;

interface Selection {
  readonly where: SQL | undefined;
  readonly orderBy: readonly SQL[];
  readonly limit: number;
}

/**
 * Reads a page of events: two queries, however many there are. Ticket types, which are most of what
 * can be large, are read of no more events than the page has room for.
 *
 * @returns at most `limit` events, and fewer where they are large; the cursor is null on the last page.
 */
export async function loadPage(
  { orm }: Pick<Database, "orm">,
  { where, orderBy, limit }: Selection,
): Promise<{ items: OrganizerEvent[]; nextCursor: string | null }> {
  const found = await orm
    .select({
      event: events,
      organizer: { name: organizers.name, slug: organizers.slug },
      bytes: BYTES.mapWith(Number),
    })
    .from(events)
    .innerJoin(organizers, eq(organizers.id, events.organizerId))
    .where(where)
    .orderBy(...orderBy)
    .limit(limit + 1);
  const { rows, isLast } = takePage(found, limit, ({ bytes }) => bytes);
  const last = rows.at(-1);
  const nextCursor = isLast || last === undefined ? null : encodeCursor(last.event);
  return { items: await withTicketTypes({ orm }, rows), nextCursor };
}

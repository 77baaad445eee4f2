import type { Database } from "@stampede/db/client";
import { availabilityStatus } from "./availability-status.ts";
import type { Availability } from "./shapes.ts";

interface Row {
  eventId: string;
  eventStatus: "draft" | "published" | "cancelled";
  eventStartsAt: Date;
  eventEndsAt: Date | null;
  ticketTypeId: string | null;
  name: string;
  salesStartAt: Date | null;
  salesEndAt: Date | null;
  capacity: number;
  held: number;
  sold: number;
  nextReleaseAt: Date | null;
  now: Date;
}

// The earliest end of a hold comes from the index on due holds: it stops at the first that has the
// ticket type. A hold whose payment is under way ends with its pin, and is asked for only where
// there is no other.
const LOAD = `
  SELECT e.id AS "eventId", e.status AS "eventStatus", e.starts_at AS "eventStartsAt",
    e.ends_at AS "eventEndsAt", t.id AS "ticketTypeId", t.name, t.sales_start_at AS "salesStartAt",
    t.sales_end_at AS "salesEndAt", i.capacity, i.held, i.sold,
    CASE WHEN i.held > 0 THEN coalesce(
      (SELECT r.expires_at FROM reservations r
       WHERE r.event_id = e.id AND r.status = 'held' AND t.position = ANY (r.items[:][1:1])
       ORDER BY r.expires_at LIMIT 1),
      (SELECT min(p.pinned_until) FROM payments p
       JOIN reservations r ON r.id = p.reservation_id AND r.event_id = p.event_id
       WHERE p.status = 'pending' AND p.event_id = e.id AND t.position = ANY (r.items[:][1:1]))
    ) END AS "nextReleaseAt",
    date_trunc('milliseconds', statement_timestamp()) AS now
  FROM events e
  LEFT JOIN (ticket_types t JOIN inventory i ON i.event_id = t.event_id AND i.ticket_type_id = t.id)
    ON t.event_id = e.id
  WHERE e.id = ANY ($1) AND e.status <> 'draft'
  ORDER BY e.id, t.position`;

/**
 * What is available of each of these events, in one statement. Drafts and unknown events are
 * missing from the result.
 */
export async function loadAvailability(
  db: Database,
  eventIds: readonly string[],
): Promise<Map<string, Availability>> {
  const { rows } = await db.pool.query<Row>({
    name: "load-availability",
    text: LOAD,
    values: [eventIds],
  });
  const found = new Map<string, Availability>();
  for (const row of rows) {
    const availability = found.get(row.eventId) ?? {
      eventId: row.eventId,
      asOf: row.now.toISOString(),
      ticketTypes: [],
    };
    found.set(row.eventId, availability);
    if (row.ticketTypeId === null) continue;
    availability.ticketTypes.push({
      ticketTypeId: row.ticketTypeId,
      name: row.name,
      available: row.capacity - row.held - row.sold,
      held: row.held,
      status: availabilityStatus(row, row.now),
      nextReleaseAt: row.nextReleaseAt?.toISOString() ?? null,
    });
  }
  return found;
}

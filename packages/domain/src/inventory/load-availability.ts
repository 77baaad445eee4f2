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

/**
 * Holds looked through for the next release of a ticket type, and due ones counted as available, of
 * one event. A rare ticket type among many holds is told the end of the last one looked at: its own
 * comes no earlier.
 */
const HOLDS_MAX = 1_000;

// A due hold is anybody's who asks for it, whether or not a worker has released it. The earliest end
// of a hold comes from the index on due holds, and stops at the first that has the ticket type. One
// whose payment is under way ends with its pin.
const LOAD = `
  SELECT e.id AS "eventId", e.status AS "eventStatus", e.starts_at AS "eventStartsAt",
    e.ends_at AS "eventEndsAt", t.id AS "ticketTypeId", t.name, t.sales_start_at AS "salesStartAt",
    t.sales_end_at AS "salesEndAt", i.capacity, i.held - coalesce(due.quantity, 0) AS held, i.sold,
    CASE WHEN i.held > coalesce(due.quantity, 0) THEN coalesce(
      (SELECT expires_at FROM (
         SELECT r.expires_at, r.items FROM reservations r
         WHERE r.event_id = e.id AND r.status = 'held' AND r.expires_at > statement_timestamp()
         ORDER BY r.expires_at LIMIT ${HOLDS_MAX}) AS early
       WHERE t.position = ANY (early.items[:][1:1])
       ORDER BY expires_at LIMIT 1),
      (SELECT min(p.pinned_until) FROM payments p
       JOIN reservations r ON r.id = p.reservation_id AND r.event_id = p.event_id
       WHERE p.status = 'pending' AND p.event_id = e.id AND t.position = ANY (r.items[:][1:1])),
      (SELECT r.expires_at FROM reservations r
       WHERE r.event_id = e.id AND r.status = 'held' AND r.expires_at > statement_timestamp()
       ORDER BY r.expires_at OFFSET ${HOLDS_MAX - 1} LIMIT 1)
    ) END AS "nextReleaseAt",
    date_trunc('milliseconds', statement_timestamp()) AS now
  FROM events e
  LEFT JOIN (ticket_types t JOIN inventory i ON i.event_id = t.event_id AND i.ticket_type_id = t.id)
    ON t.event_id = e.id
  LEFT JOIN LATERAL (
    SELECT items[n][1] AS position, sum(items[n][2])::int AS quantity
    FROM (
      SELECT r.items FROM reservations r
      WHERE r.event_id = e.id AND r.status = 'held' AND r.expires_at <= statement_timestamp()
      ORDER BY r.expires_at LIMIT ${HOLDS_MAX}) AS ended, generate_subscripts(items, 1) AS n
    GROUP BY 1) AS due ON due.position = t.position
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

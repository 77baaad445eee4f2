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
 * Of one event: holds looked through for the next release of each ticket type, payments under way
 * looked through for the same, and due holds counted as available. A rare ticket type among many
 * holds is told the end of the last one looked at: its own comes no earlier.
 */
const HOLDS_MAX = 1_000;
/** Holds looked through for each ticket type by itself: one that sells has its next release there. */
const FIRST_HOLDS = 20;

// A due hold is anybody's who asks for it, whether or not a worker has released it. The next release
// comes from the first holds to end; where a ticket type is in none of them, from all that are looked
// through, which are read once for all ticket types and only then. A hold whose payment is under way
// ends with its pin. The ids come from a select so that plans for them cost the same whether or not
// they are known: the server then keeps one, and plans no more.
const LOAD = `
  WITH early AS MATERIALIZED (
    SELECT e.id AS event_id, r.expires_at, r.items
    FROM events e CROSS JOIN LATERAL (
      SELECT r.expires_at, r.items FROM reservations r
      WHERE r.event_id = e.id AND r.status = 'held' AND r.expires_at > statement_timestamp()
      ORDER BY r.expires_at LIMIT ${HOLDS_MAX}) AS r
    WHERE e.id = ANY ((SELECT $1::uuid[])::uuid[]) AND e.status <> 'draft'),
  ends AS MATERIALIZED (
    SELECT event_id, position, min(expires_at) AS earliest
    FROM early, unnest(items[:][1:1]) AS position
    GROUP BY 1, 2),
  bounds AS MATERIALIZED (
    SELECT event_id, max(expires_at) AS latest FROM early GROUP BY 1 HAVING count(*) = ${HOLDS_MAX}),
  pins AS MATERIALIZED (
    SELECT e.id AS event_id, position, min(p.pinned_until) AS earliest
    FROM events e CROSS JOIN LATERAL (
      SELECT p.pinned_until, p.reservation_id FROM payments p
      WHERE p.event_id = e.id AND p.status = 'pending' AND p.given_back_at IS NULL
      ORDER BY p.pinned_until LIMIT ${HOLDS_MAX}) AS p
    JOIN reservations r ON r.id = p.reservation_id AND r.event_id = e.id
    CROSS JOIN unnest(r.items[:][1:1]) AS position
    WHERE e.id = ANY ((SELECT $1::uuid[])::uuid[]) AND e.status <> 'draft'
    GROUP BY 1, 2)
  SELECT e.id AS "eventId", e.status AS "eventStatus", e.starts_at AS "eventStartsAt",
    e.ends_at AS "eventEndsAt", t.id AS "ticketTypeId", t.name, t.sales_start_at AS "salesStartAt",
    t.sales_end_at AS "salesEndAt", i.capacity, i.held - coalesce(due.quantity, 0) AS held, i.sold,
    CASE WHEN i.held > coalesce(due.quantity, 0) THEN coalesce(
      (SELECT expires_at FROM (
         SELECT r.expires_at, r.items FROM reservations r
         WHERE r.event_id = e.id AND r.status = 'held' AND r.expires_at > statement_timestamp()
         ORDER BY r.expires_at LIMIT ${FIRST_HOLDS}) AS first
       WHERE t.position = ANY (first.items[:][1:1])
       ORDER BY expires_at LIMIT 1),
      (SELECT earliest FROM ends WHERE event_id = e.id AND position = t.position),
      (SELECT earliest FROM pins WHERE event_id = e.id AND position = t.position),
      (SELECT latest FROM bounds WHERE event_id = e.id)
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
  WHERE e.id = ANY ((SELECT $1::uuid[])::uuid[]) AND e.status <> 'draft'
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

import type { Transaction } from "@stampede/db/transaction";
import type { CounterChange } from "../inventory/counters.ts";

/** What one statement gave up; its tickets are still counted as held. */
export interface ExpiredHolds {
  readonly reservations: number;
  readonly tickets: number;
  /** What takes the tickets out of what is held. */
  readonly changes: readonly CounterChange[];
  /** Database time, written as each one's `closed_at`. */
  readonly at: Date;
}

// `statement_timestamp()` is one instant for the whole statement, which lets the index find what is
// due; it never runs ahead of the clock, so nothing expires early.
const DUE = `
  event_id = $1 AND status = 'held' AND expires_at <= statement_timestamp()
  AND ($2::uuid[] IS NULL OR items[:][1:1] && (
    SELECT array_agg(position::int) FROM ticket_types WHERE event_id = $1 AND id = ANY ($2)))`;

// Rows that somebody pays, cancels or ends at this moment are skipped: whoever locks counters before
// reservations must not wait. The sums are made here, so a thousand holds come back as a row for
// each ticket type.
const EXPIRE = `
  WITH due AS MATERIALIZED (
    SELECT id FROM reservations
    WHERE ${DUE}
    ORDER BY expires_at LIMIT $3
    FOR NO KEY UPDATE SKIP LOCKED
  ), expired AS (
    UPDATE reservations AS r
    SET status = 'expired', closed_at = date_trunc('milliseconds', statement_timestamp())
    FROM due
    WHERE r.id = due.id AND r.event_id = $1
    RETURNING r.items
  ), returned AS (
    SELECT items[n][1] AS position, sum(items[n][2])::int AS quantity
    FROM expired, generate_subscripts(items, 1) AS n
    GROUP BY 1
  )
  SELECT t.id AS "ticketTypeId", quantity, (SELECT count(*)::int FROM expired) AS reservations,
    date_trunc('milliseconds', statement_timestamp()) AS at
  FROM returned JOIN ticket_types t ON t.event_id = $1 AND t.position = returned.position`;

interface Row {
  ticketTypeId: string;
  quantity: number;
  reservations: number;
  at: Date;
}

/**
 * Ends up to `reservationsMax` due holds of an event, or returns undefined where none is due but
 * those that are in other hands. The caller gives the tickets back to the counters in the same
 * transaction.
 *
 * @param ticketTypeIds only holds with tickets of one of these; of any unless it is given
 */
export async function expireDue(
  tx: Transaction,
  eventId: string,
  reservationsMax: number,
  ticketTypeIds?: readonly string[],
): Promise<ExpiredHolds | undefined> {
  const { rows } = await tx.client.query<Row>({
    name: "expire-due",
    text: EXPIRE,
    values: [eventId, ticketTypeIds ?? null, reservationsMax],
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    reservations: first.reservations,
    tickets: rows.reduce((sum, { quantity }) => sum + quantity, 0),
    changes: rows.map(({ ticketTypeId, quantity }) => ({
      ticketTypeId,
      held: -quantity,
      sold: 0,
      revenue: 0,
    })),
    at: first.at,
  };
}

/**
 * Whether a hold with tickets of one of these was due when the transaction began and still is, in
 * whoever's hands. One that has fallen due since was truly held then.
 */
export async function isAnyDue(
  tx: Transaction,
  eventId: string,
  ticketTypeIds: readonly string[],
): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: "is-any-due",
    text: `SELECT FROM reservations
      WHERE ${DUE} AND expires_at <= transaction_timestamp() LIMIT 1`,
    values: [eventId, ticketTypeIds],
  });
  return rowCount !== 0;
}

import { itemRow } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";

/** What one statement gave up; its tickets are still counted as held. */
export interface ExpiredHolds {
  readonly reservations: number;
  readonly tickets: number;
  /** Tickets by the position of their ticket type. */
  readonly quantities: ReadonlyMap<number, number>;
  /** Database time, written as each one's `closed_at`. */
  readonly at: Date;
}

// `statement_timestamp()` is one instant for the whole statement, which lets the index find what is
// due; it never runs ahead of the clock, so nothing expires early. Rows that somebody pays or
// cancels at this moment are skipped: whoever locks counters before reservations must not wait.
const EXPIRE = `
  WITH due AS MATERIALIZED (
    SELECT id FROM reservations
    WHERE event_id = $1 AND status = 'held' AND expires_at <= statement_timestamp()
    ORDER BY expires_at LIMIT $2
    FOR UPDATE SKIP LOCKED
  )
  UPDATE reservations AS r
  SET status = 'expired', closed_at = date_trunc('milliseconds', statement_timestamp())
  FROM due
  WHERE r.id = due.id AND r.event_id = $1
  RETURNING r.items, r.closed_at AS at`;

/**
 * Ends up to `reservationsMax` due holds of an event. The caller gives their tickets back to the
 * counters in the same transaction.
 */
export async function expireDue(
  tx: Transaction,
  eventId: string,
  reservationsMax: number,
): Promise<ExpiredHolds | undefined> {
  const { rows } = await tx.client.query<{ items: number[][]; at: Date }>({
    name: "expire-due",
    text: EXPIRE,
    values: [eventId, reservationsMax],
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  const quantities = new Map<number, number>();
  let tickets = 0;
  for (const { items } of rows) {
    for (const [position, quantity] of items.map(itemRow)) {
      quantities.set(position, (quantities.get(position) ?? 0) + quantity);
      tickets += quantity;
    }
  }
  return { reservations: rows.length, tickets, quantities, at: first.at };
}

const POSITIONS = `
  SELECT id, position FROM ticket_types WHERE event_id = $1 AND position = ANY ($2)`;

/** The ids of an event's ticket types, by position. */
export async function ticketTypeIds(
  tx: Transaction,
  eventId: string,
  positions: readonly number[],
): Promise<Map<number, string>> {
  const { rows } = await tx.client.query<{ id: string; position: number }>({
    name: "ticket-type-ids",
    text: POSITIONS,
    values: [eventId, positions],
  });
  return new Map(rows.map(({ id, position }) => [position, id]));
}

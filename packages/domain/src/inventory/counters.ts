import type { Transaction } from "@stampede/db/transaction";
import type pg from "pg";

/** How a ticket type's counters change. Positive takes, negative gives back. */
export interface CounterChange {
  readonly ticketTypeId: string;
  readonly held: number;
  readonly sold: number;
  /** Minor units. */
  readonly revenue: number;
}

/** A ticket type's counters, as they stand under their lock. */
export interface Counters {
  readonly ticketTypeId: string;
  readonly capacity: number;
  readonly held: number;
  readonly sold: number;
}

// The rows are locked in the order of their ids, here as everywhere, so that no two transactions
// wait for each other. The arrays keep the text the same for every number of ticket types.
const LOCK = `
  SELECT ticket_type_id AS "ticketTypeId", capacity, held, sold
  FROM inventory
  WHERE event_id = $1 AND ($2::uuid[] IS NULL OR ticket_type_id = ANY ($2))
  ORDER BY ticket_type_id
  FOR UPDATE`;

const READ = `
  SELECT ticket_type_id AS "ticketTypeId", capacity, held, sold,
    EXISTS (SELECT FROM reservations
      WHERE event_id = $1 AND status = 'held' AND expires_at <= statement_timestamp()) AS "hasDue"
  FROM inventory
  WHERE event_id = $1 AND ticket_type_id = ANY ($2)`;

/**
 * Locks the counters of these ticket types, or of all the event's, until the transaction ends, and
 * reads them. A ticket type that the event does not have is missing from the result.
 */
export async function lockCounters(
  tx: Transaction,
  eventId: string,
  ticketTypeIds: readonly string[] | "all",
): Promise<Counters[]> {
  const { rows } = await tx.client.query<Counters>({
    name: "lock-counters",
    text: LOCK,
    values: [eventId, ticketTypeIds === "all" ? null : ticketTypeIds],
  });
  return rows;
}

/** A ticket type's counters as they were last committed. */
interface CommittedCounters extends Counters {
  /**
   * Whether a hold of the event was due that is still in them. It belongs to the same snapshot: one
   * that is released between two statements would be missing in both.
   */
  readonly hasDue: boolean;
}

/** Reads the counters of these ticket types without a lock; they may change at once. */
export async function readCounters(
  client: pg.PoolClient,
  eventId: string,
  ticketTypeIds: readonly string[],
): Promise<CommittedCounters[]> {
  const { rows } = await client.query<CommittedCounters>({
    name: "read-counters",
    text: READ,
    values: [eventId, ticketTypeIds],
  });
  return rows;
}

// The CHECK on the table refuses what would oversell; the division refuses a change that found no
// row. Either ends the transaction, so nobody has to wait for the count before the commit.
const CHANGE = `
  WITH changed AS (
    UPDATE inventory AS i
    SET held = i.held + c.held, sold = i.sold + c.sold, revenue = i.revenue + c.revenue
    FROM unnest($2::uuid[], $3::int[], $4::int[], $5::bigint[]) AS c (ticket_type_id, held, sold, revenue)
    WHERE i.event_id = $1 AND i.ticket_type_id = c.ticket_type_id
    RETURNING 1
  )
  SELECT 1 / (count(*) = cardinality($2))::int FROM changed`;

/**
 * Changes counters that the caller has locked with `lockCounters`. One change for each ticket type.
 *
 * A change that would oversell, go below zero or find no row means that the caller decided on wrong
 * figures: then the transaction does not commit.
 */
export function changeLockedCounters(
  tx: Transaction,
  eventId: string,
  changes: readonly CounterChange[],
): void {
  if (changes.length === 0) return;
  tx.send({
    name: "change-counters",
    text: CHANGE,
    values: [
      eventId,
      changes.map((change) => change.ticketTypeId),
      changes.map((change) => change.held),
      changes.map((change) => change.sold),
      changes.map((change) => change.revenue),
    ],
  });
}

/**
 * Locks counters as `lockCounters` does, without waiting for it: the transaction commits once nobody
 * else has them.
 */
export function sendLockCounters(
  tx: Transaction,
  eventId: string,
  ticketTypeIds: readonly string[],
): void {
  tx.send({ name: "lock-counters", text: LOCK, values: [eventId, ticketTypeIds] });
}

/** Locks counters, in the order of their ids, and changes them as `changeLockedCounters` does. */
export function changeCounters(
  tx: Transaction,
  eventId: string,
  changes: readonly CounterChange[],
): void {
  if (changes.length === 0) return;
  sendLockCounters(
    tx,
    eventId,
    changes.map((change) => change.ticketTypeId),
  );
  changeLockedCounters(tx, eventId, changes);
}

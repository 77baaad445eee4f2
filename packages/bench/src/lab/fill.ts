import type pg from "pg";
import type { BenchDatabase, BenchEvent } from "./bench-database.ts";
import { stepSecondsOf } from "./fill-span.ts";

const BATCH_ROWS = 500_000;

const INSERT_HELD = `
  INSERT INTO reservations (id, event_id, idempotency_key, request_hash, created_at, expires_at,
    status, items, customer_email, customer_name)
  SELECT uuidv7(), t.event_id, gen_random_uuid(), n, made.at, due.at, 'held',
    ARRAY[ARRAY[t.position, 1, t.price_amount]], 'buyer.' || n || '@example.com', NULL
  FROM ticket_types t, generate_series($3::int, $4::int) AS n,
    LATERAL (SELECT date_trunc('milliseconds',
      now() - n::bigint * $7::int % $5::int * interval '1 second') AS at) AS made,
    LATERAL (SELECT coalesce($6::timestamptz, made.at + interval '2 days') AS at) AS due
  WHERE t.event_id = $1 AND t.id = $2`;

const COUNT_HELD = `
  UPDATE inventory SET held = held + $3, capacity = greatest(capacity, held + sold + $3)
  WHERE event_id = $1 AND ticket_type_id = $2`;

const SECONDARY_INDEXES = `
  SELECT
    CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
      ELSE format('ALTER TABLE reservations DROP CONSTRAINT %I', c.conname) END AS drop,
    CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
      ELSE format('ALTER TABLE reservations ADD CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)) END AS make
  FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'u'
  WHERE i.indrelid = 'reservations'::regclass AND NOT i.indisprimary`;

const RECKON_MINUTES = `
  INSERT INTO event_minutes AS m (event_id, minute, reservations_reserved, tickets_reserved)
  SELECT event_id, date_trunc('minute', created_at, 'UTC'), count(*), sum(items[1][2])
  FROM reservations WHERE event_id = $1 GROUP BY 1, 2
  ON CONFLICT (event_id, minute) DO UPDATE
  SET reservations_reserved = excluded.reservations_reserved,
      tickets_reserved = excluded.tickets_reserved`;

/**
 * Holds `count` tickets of an event's first ticket type, one a reservation, in the books as well as
 * in the rows, and leaves the tables as autovacuum would.
 *
 * @param options.overSeconds they were made in equal steps of whole seconds, over and over, in so
 *   many seconds before now. Default one day.
 * @param options.dueAt when all of them end; by default two days after each was made.
 * @param options.indexesLast makes the indexes at the end, which takes a fraction of the time and
 *   leaves them denser than a sale does: for what never reads them.
 */
export async function fillHeld(
  database: BenchDatabase,
  event: BenchEvent,
  count: number,
  options: {
    readonly overSeconds?: number;
    readonly dueAt?: Date;
    readonly indexesLast?: boolean;
  } = {},
): Promise<void> {
  const { overSeconds = 86_400, dueAt = null, indexesLast = false } = options;
  const [ticketTypeId] = event.ticketTypeIds;
  const stepSeconds = stepSecondsOf(count, overSeconds);
  await database.prepare(async (client) => {
    const indexes = indexesLast ? await dropIndexes(client) : [];
    for (let from = 1; from <= count; from += BATCH_ROWS) {
      const to = Math.min(count, from + BATCH_ROWS - 1);
      const values = [event.id, ticketTypeId, from, to, overSeconds, dueAt, stepSeconds];
      await client.query(INSERT_HELD, values);
    }
    for (const { make } of indexes) await client.query(make);
    await client.query(COUNT_HELD, [event.id, ticketTypeId, count]);
    await client.query(RECKON_MINUTES, [event.id]);
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
  });
}

interface DroppedIndex {
  readonly drop: string;
  /** The statement that makes it again. */
  readonly make: string;
}

/** Drops what other tables do not refer to. */
async function dropIndexes(client: pg.Client): Promise<DroppedIndex[]> {
  const { rows } = await client.query<DroppedIndex>(SECONDARY_INDEXES);
  for (const { drop } of rows) await client.query(drop);
  return rows;
}

/** Brings the rollups of an event up to what its rows say, for those who write rows alone. */
export async function reckonMinutes(database: BenchDatabase, event: BenchEvent): Promise<void> {
  await database.prepare(async (client) => {
    await client.query(RECKON_MINUTES, [event.id]);
  });
}

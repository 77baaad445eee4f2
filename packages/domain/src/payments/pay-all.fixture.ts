import type { TestContext } from "../../tests/test-context.ts";

/** Pays held reservations of an event as the gateway and `pay` do, in bulk. */
export async function payAll(stage: TestContext, eventId: string): Promise<void> {
  await stage.db.pool.query(
    `WITH paid AS (
       UPDATE reservations SET status = 'paid', paid_at = created_at + interval '1 second'
       WHERE event_id = $1 AND status = 'held' RETURNING *
     ), charged AS (
       INSERT INTO payments (id, event_id, reservation_id, idempotency_key, request_hash, amount, currency,
                             gateway, status, charge_id, started_at, pinned_until, settled_at, next_check_at)
       SELECT gen_random_uuid(), event_id, id, gen_random_uuid(), 1, 4900, 'EUR', 'simulated', 'captured',
              'c', created_at, expires_at, paid_at, created_at FROM paid RETURNING id
     ), booked AS (
       INSERT INTO simulated_gateway.charges (key, amount, currency, outcome, created_at, answers_at)
       SELECT id::text, 4900, 'EUR', 'succeeded', now(), now() FROM charged
     ), issued AS (
       INSERT INTO tickets (id, event_id, reservation_id, ticket_type_id, code)
       SELECT gen_random_uuid(), event_id, id, (SELECT id FROM ticket_types WHERE event_id = $1), id::text FROM paid
     ), minutes AS (
       INSERT INTO event_minutes AS m (event_id, minute, reservations_paid, tickets_paid, revenue)
       SELECT $1, date_trunc('minute', paid_at, 'UTC'), count(*), count(*), count(*) * 4900 FROM paid GROUP BY 2
       ON CONFLICT (event_id, minute) DO UPDATE SET reservations_paid = excluded.reservations_paid,
         tickets_paid = excluded.tickets_paid, revenue = excluded.revenue
     ), seconds AS (
       INSERT INTO event_pay_seconds SELECT $1, 1, count(*) FROM paid
     )
     UPDATE inventory SET held = 0, sold = held, revenue = held * 4900 WHERE event_id = $1`,
    [eventId],
  );
}

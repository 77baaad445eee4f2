import type { BenchDatabase, BenchEvent } from "./bench-database.ts";

const BATCH_ROWS = 250_000;

// Of twenty reservations six are held, eight paid, three expired, one cancelled and two refunded; one
// of a thousand waits for its gateway. A quarter has two items. All were made in the hour and the day
// before.
const RESERVATIONS = `
  INSERT INTO reservations (id, event_id, idempotency_key, request_hash, created_at, expires_at,
    paid_at, closed_at, status, items, customer_email)
  SELECT uuidv7(), $1, gen_random_uuid(), n, made,
    CASE WHEN status IN ('held', 'paying') THEN now() + interval '2 days' ELSE made + interval '900 s' END,
    CASE WHEN status IN ('paid', 'refunded') THEN made + n % 300 * interval '1 s' END,
    CASE status WHEN 'expired' THEN made + interval '901 s' WHEN 'cancelled' THEN made + interval '60 s'
      WHEN 'refunded' THEN made + interval '600 s' END,
    status::reservation_status,
    CASE WHEN n % 4 = 0 THEN '{{1,1,4900},{2,2,4900}}' ELSE ARRAY[ARRAY[1 + n % 3, 1, 4900]] END,
    'buyer.' || n || '@example.com'
  FROM generate_series($2::int, $3::int) AS n,
    LATERAL (SELECT date_trunc('milliseconds', now()) - interval '1 hour' - n % 86400 * interval '1 s' AS made) AS m,
    LATERAL (SELECT CASE WHEN n % 1000 = 0 THEN 'paying' WHEN n % 20 < 6 THEN 'held'
      WHEN n % 20 < 14 THEN 'paid' WHEN n % 20 < 17 THEN 'expired' WHEN n % 20 = 17 THEN 'cancelled'
      ELSE 'refunded' END AS status) AS s`;

const PAYMENTS = `
  INSERT INTO payments (id, event_id, reservation_id, idempotency_key, request_hash, amount, currency,
    gateway, status, charge_id, started_at, pinned_until, settled_at, next_check_at)
  SELECT uuidv7(), event_id, id, gen_random_uuid(), 1,
    (SELECT sum(items[i][2] * items[i][3]) FROM generate_subscripts(items, 1) AS i), 'EUR', 'simulated',
    (CASE status WHEN 'paying' THEN 'pending' ELSE 'captured' END)::payment_status,
    CASE WHEN status <> 'paying' THEN 'charge' END, created_at, expires_at, paid_at, now() + interval '1 day'
  FROM reservations WHERE event_id = $1 AND status IN ('paying', 'paid', 'refunded')`;

const TICKETS = `
  INSERT INTO tickets (id, event_id, reservation_id, ticket_type_id, code)
  SELECT uuidv7(), r.event_id, r.id, t.id, upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 16))
  FROM reservations r, generate_subscripts(r.items, 1) AS i, generate_series(1, r.items[i][2]),
    ticket_types t
  WHERE r.event_id = $1 AND r.status IN ('paid', 'refunded')
    AND t.event_id = r.event_id AND t.position = r.items[i][1]`;

const REFUNDS = `
  INSERT INTO refunds (id, event_id, reservation_id, payment_id, idempotency_key, amount, status,
    requested_at, settled_at, next_attempt_at)
  SELECT uuidv7(), p.event_id, p.reservation_id, p.id, gen_random_uuid(), p.amount, 'done', r.closed_at,
    r.closed_at, r.closed_at
  FROM payments p JOIN reservations r ON r.event_id = p.event_id AND r.id = p.reservation_id
  WHERE p.event_id = $1 AND r.status = 'refunded'`;

const GATEWAY_CHARGES = `
  INSERT INTO simulated_gateway.charges (key, amount, currency, outcome, refunded, created_at, answers_at)
  SELECT p.id::text, p.amount, 'EUR', 'succeeded', coalesce(f.amount, 0), p.started_at, p.started_at
  FROM payments p LEFT JOIN refunds f ON f.event_id = p.event_id AND f.payment_id = p.id
  WHERE p.event_id = $1`;

const GATEWAY_REFUNDS = `
  INSERT INTO simulated_gateway.refunds (key, charge_key, amount, created_at)
  SELECT id::text, payment_id::text, amount, requested_at FROM refunds WHERE event_id = $1`;

/**
 * Writes reservations in every state with their payments, tickets, refunds and the gateway's books,
 * shared out among the events. The counters and rollups are left to the repair.
 *
 * @param count of reservations, of all events together.
 */
export async function fillStates(
  database: BenchDatabase,
  events: readonly BenchEvent[],
  count: number,
): Promise<void> {
  const each = Math.ceil(count / events.length);
  await database.prepare(async (client) => {
    for (const event of events) {
      for (let from = 1; from <= each; from += BATCH_ROWS) {
        const to = Math.min(each, from + BATCH_ROWS - 1);
        await client.query(RESERVATIONS, [event.id, from, to]);
      }
      for (const rows of [PAYMENTS, TICKETS, REFUNDS, GATEWAY_CHARGES, GATEWAY_REFUNDS]) {
        await client.query(rows, [event.id]);
      }
    }
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
  });
}

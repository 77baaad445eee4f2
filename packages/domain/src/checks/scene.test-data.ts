const MINUTE_MS = 60_000;
const id = (kind: string, number: number) => `0190${kind}00-0000-7000-8000-00000000000${number}`;

const EVENT = id("ee", 1);
const T1 = id("aa", 1);
const T2 = id("aa", 2);
const reservation = (number: number) => id("bb", number);
const payment = (number: number) => id("cc", number);
const refund = (number: number) => id("dd", number);

/** The ids of the scene's rows, to break them by. */
export const SCENE = { event: EVENT, reservation, payment, refund, ticketTypes: [T1, T2] } as const;

/**
 * One event in which a reservation of every state is in order, written out row by row so that it
 * shares no arithmetic with the checks. All were made in one minute, half an hour ago.
 */
export function sceneSql(now: Date): string {
  const base = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS - 30 * MINUTE_MS;
  const at = (minutes: number) => `'${new Date(base + minutes * MINUTE_MS).toISOString()}'`;
  const none = "NULL";
  const buy = (number: number, columns: readonly string[]) =>
    `('${reservation(number)}', '${EVENT}', '${id("ab", number)}', 1, ${at(0)}, ${columns.join(", ")}, 'a@example.com')`;
  const charge = (number: number, amount: number, gateway: string, columns: readonly string[]) =>
    `('${payment(number)}', '${EVENT}', '${reservation(number)}', '${id("ac", number)}', 1, ${amount}, 'EUR', '${gateway}', ${columns.join(", ")}, ${at(1)})`;
  const giveBack = (number: number, key: string) =>
    `('${refund(number)}', '${EVENT}', '${reservation(number)}', '${payment(number)}', ${key}, 1000, 'done', ${at(4)}, ${at(5)}, ${at(4)})`;
  const ticket = (number: number, of: number, type: string) =>
    `('${id("af", number)}', '${EVENT}', '${reservation(of)}', '${type}', 'CODE${number}')`;

  return `
    INSERT INTO organizers (id, slug, name, created_at) VALUES ('${id("99", 1)}', 'o', 'O', now());
    INSERT INTO events (id, organizer_id, slug, name, starts_at, timezone, status, created_at, updated_at)
    VALUES ('${EVENT}', '${id("99", 1)}', 'e', 'E', now() + interval '9 days', 'UTC', 'published', now(), now());
    INSERT INTO ticket_types (id, event_id, position, name, price_amount)
    VALUES ('${T1}', '${EVENT}', 1, 'Regular', 1000), ('${T2}', '${EVENT}', 2, 'Free', 0);
    INSERT INTO inventory (event_id, ticket_type_id, capacity, held, sold, revenue)
    VALUES ('${EVENT}', '${T1}', 10, 3, 1, 1000), ('${EVENT}', '${T2}', 5, 0, 2, 0);
    INSERT INTO reservations (id, event_id, idempotency_key, request_hash, created_at,
                              expires_at, paid_at, closed_at, status, items, customer_email)
    VALUES
      ${buy(1, [at(60), none, none, "'held'", "'{{1,2,1000}}'"])},
      ${buy(2, [at(15), at(1), none, "'paid'", "'{{1,1,1000},{2,1,0}}'"])},
      ${buy(3, [at(15), none, at(15), "'expired'", "'{{1,1,1000}}'"])},
      ${buy(4, [at(15), none, at(2), "'cancelled'", "'{{2,2,0}}'"])},
      ${buy(5, [at(15), at(1), at(5), "'refunded'", "'{{1,1,1000}}'"])},
      ${buy(6, [at(60), none, none, "'paying'", "'{{1,1,1000}}'"])},
      ${buy(7, [at(15), none, at(20), "'refunded'", "'{{1,1,1000}}'"])},
      ${buy(8, [at(15), at(1), none, "'paid'", "'{{2,1,0}}'"])};
    INSERT INTO payments (id, event_id, reservation_id, idempotency_key, request_hash, amount, currency,
                          gateway, status, charge_id, started_at, pinned_until, settled_at, next_check_at)
    VALUES
      ${charge(2, 1000, "simulated", ["'captured'", "'c2'", at(1), at(2), at(1)])},
      ${charge(5, 1000, "simulated", ["'captured'", "'c5'", at(1), at(2), at(1)])},
      ${charge(6, 1000, "simulated", ["'pending'", none, at(1), at(60), none])},
      ${charge(7, 1000, "simulated", ["'captured'", "'c7'", at(1), at(2), at(19)])},
      ${charge(8, 0, "none", ["'captured'", none, at(1), at(2), at(1)])};
    INSERT INTO refunds (id, event_id, reservation_id, payment_id, idempotency_key, amount, status,
                         requested_at, settled_at, next_attempt_at)
    VALUES ${giveBack(5, `'${id("ad", 5)}'`)}, ${giveBack(7, none)};
    INSERT INTO simulated_gateway.charges (key, amount, currency, outcome, created_at, answers_at)
    SELECT id::text, amount, currency, 'succeeded', started_at, started_at
    FROM payments WHERE status = 'captured' AND amount > 0;
    INSERT INTO simulated_gateway.refunds (key, charge_key, amount, created_at)
    SELECT id::text, payment_id::text, amount, requested_at FROM refunds;
    INSERT INTO tickets (id, event_id, reservation_id, ticket_type_id, code)
    VALUES ${ticket(1, 2, T1)}, ${ticket(2, 2, T2)}, ${ticket(3, 5, T1)}, ${ticket(4, 8, T2)};
    INSERT INTO event_minutes (event_id, minute, reservations_reserved, tickets_reserved,
                               reservations_refused, tickets_refused)
    VALUES ('${EVENT}', ${at(0)}, 8, 11, 3, 5);
    INSERT INTO event_minutes (event_id, minute, revenue, reservations_paid, tickets_paid)
    VALUES ('${EVENT}', ${at(1)}, 2000, 3, 4);
    INSERT INTO event_minutes (event_id, minute, reservations_cancelled, tickets_cancelled)
    VALUES ('${EVENT}', ${at(2)}, 1, 2);
    INSERT INTO event_minutes (event_id, minute, revenue, reservations_refunded, tickets_refunded)
    VALUES ('${EVENT}', ${at(5)}, -1000, 1, 1);
    INSERT INTO event_minutes (event_id, minute, reservations_expired, tickets_expired)
    VALUES ('${EVENT}', ${at(15)}, 1, 1);
    INSERT INTO event_pay_seconds (event_id, seconds, reservations) VALUES ('${EVENT}', 60, 3)`;
}

import type { Invariant } from "./invariant.ts";

const OVERDUE_SECONDS_MAX = 10;

export const neverExpiredAndPaid: Invariant = {
  id: 3,
  name: "no reservation is both paid and expired or cancelled",
  sql: `
    SELECT format('reservation %s: status %s, paid_at %s, closed_at %s, given_back %s',
                  id, status, paid_at, closed_at, given_back)
    FROM reservations
    WHERE (status = 'paid') <> (paid_at IS NOT NULL AND status NOT IN ('refunding', 'refunded'))
       OR (closed_at IS NOT NULL) <> (status IN ('expired', 'cancelled', 'refunded'))
       OR (given_back AND status <> 'paying')
    UNION ALL
    SELECT format('reservation %s: status %s, with tickets issued', r.id, r.status)
    FROM reservations r
    WHERE r.status NOT IN ('paid', 'refunding', 'refunded')
      AND EXISTS (SELECT FROM tickets t WHERE t.reservation_id = r.id AND t.event_id = r.event_id)`,
};

// While a payment is under way its pin takes the place of the hold's own end.
export const releasedInTime: Invariant = {
  id: 5,
  name: `no hold ends early, or is kept more than ${OVERDUE_SECONDS_MAX} s after it is due`,
  sql: `
    SELECT format('reservation %s: expired at %s, due at %s', id, closed_at, expires_at)
    FROM reservations
    WHERE status = 'expired' AND closed_at < expires_at
    UNION ALL
    SELECT format('reservation %s: held, due at %s', id, expires_at)
    FROM reservations
    WHERE status = 'held' AND expires_at < now() - interval '${OVERDUE_SECONDS_MAX} seconds'
    UNION ALL
    SELECT format('reservation %s: paying and held, due at %s', r.id, greatest(r.expires_at, p.pinned_until))
    FROM reservations r,
      LATERAL (
        SELECT max(pinned_until) AS pinned_until FROM payments
        WHERE reservation_id = r.id AND event_id = r.event_id AND status = 'pending'
      ) AS p
    WHERE r.status = 'paying' AND NOT r.given_back
      AND greatest(r.expires_at, p.pinned_until) < now() - interval '${OVERDUE_SECONDS_MAX} seconds'`,
};

export const oneEffectPerKey: Invariant = {
  id: 9,
  name: "each idempotency key has at most one effect",
  sql: ["reservations", "payments", "refunds"]
    .map(
      (table) => `
    SELECT format('${table}: key %s %s times', idempotency_key, count(*))
    FROM ${table} WHERE idempotency_key IS NOT NULL
    GROUP BY idempotency_key HAVING count(*) > 1`,
    )
    .join(" UNION ALL "),
};

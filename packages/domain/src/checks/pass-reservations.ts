import { amountOf, breaches, type Pass } from "./invariant.ts";

const OVERDUE_SECONDS_MAX = 10;
/** A gateway that has not known for this long after the hold's end never will: a person must look. */
export const UNKNOWN_SECONDS_MAX = 3_600;

// A refund counts from the moment that it is promised; only a refunded reservation says it is done.
const PAYMENTS = `
  SELECT p.event_id, p.reservation_id,
         coalesce(sum(p.amount) FILTER (WHERE p.status = 'captured'), 0) AS captured,
         coalesce(sum(f.promised) FILTER (WHERE p.status = 'captured'), 0) AS promised,
         coalesce(sum(f.done) FILTER (WHERE p.status = 'captured'), 0) AS done,
         count(*) FILTER (WHERE p.status = 'captured' AND f.promised IS NULL) AS kept,
         count(*) FILTER (WHERE p.status = 'pending') AS pending,
         max(p.pinned_until) FILTER (WHERE p.status = 'pending') AS pinned_until,
         coalesce(sum(f.waiting), 0) AS waiting,
         min(p.amount) AS lowest, max(p.amount) AS highest, bool_or(p.currency <> 'EUR') AS foreign_currency
  FROM payments p
  LEFT JOIN (
    SELECT event_id, payment_id, sum(amount) AS promised,
           sum(amount) FILTER (WHERE status = 'done') AS done, count(*) FILTER (WHERE status = 'pending') AS waiting
    FROM refunds GROUP BY event_id, payment_id
  ) AS f ON f.event_id = p.event_id AND f.payment_id = p.id
  GROUP BY p.event_id, p.reservation_id`;

// While a payment is under way its pin takes the place of the hold's own end.
const SUSPECTS = `(
  SELECT r.id, r.status, r.created_at, r.expires_at, r.paid_at, r.closed_at, r.given_back, r.amount,
         m.reservation_id, coalesce(m.captured, 0) AS captured, coalesce(m.promised, 0) AS promised,
         coalesce(m.done, 0) AS done, coalesce(m.kept, 0) AS kept, coalesce(m.pending, 0) AS pending,
         coalesce(m.waiting, 0) AS waiting, greatest(r.expires_at, m.pinned_until) AS kept_until,
         m.lowest, m.highest, m.foreign_currency
  FROM (SELECT *, ${amountOf("items")} AS amount FROM reservations) AS r
  FULL JOIN (${PAYMENTS}) AS m ON m.event_id = r.event_id AND m.reservation_id = r.id
) AS joined`;

const CONDITIONS = [
  {
    invariant: 3,
    when: `(status = 'paid') <> (paid_at IS NOT NULL AND status NOT IN ('refunding', 'refunded'))
       OR (closed_at IS NOT NULL) <> (status IN ('expired', 'cancelled', 'refunded'))
       OR (given_back AND status <> 'paying')`,
    told: "format('reservation %s: status %s, paid_at %s, closed_at %s, given_back %s', id, status, paid_at, closed_at, given_back)",
  },
  {
    invariant: 5,
    when: "status = 'expired' AND closed_at < expires_at",
    told: "format('reservation %s: expired at %s, due at %s', id, closed_at, expires_at)",
  },
  {
    invariant: 5,
    when: `(status = 'held' OR (status = 'paying' AND NOT given_back))
       AND kept_until < now() - interval '${OVERDUE_SECONDS_MAX} seconds'`,
    told: "format('reservation %s: %s and its tickets held, due at %s', id, status, kept_until)",
  },
  {
    invariant: 6,
    when: `captured - promised <> CASE status WHEN 'paid' THEN amount ELSE 0 END OR kept > 1
       OR (status = 'refunded' AND done <> captured)`,
    told: "format('reservation %s: status %s, total %s; captured %s, refunds %s of which done %s', id, status, amount, captured, promised, done)",
  },
  {
    invariant: 7,
    when: `reservation_id IS NOT NULL
       AND ((lowest, highest) IS DISTINCT FROM (amount, amount) OR foreign_currency)`,
    told: "format('reservation %s: payments of %s to %s for %s', reservation_id, lowest, highest, amount)",
  },
  {
    invariant: 8,
    when: "pending <> CASE status WHEN 'paying' THEN 1 ELSE 0 END",
    told: "format('reservation %s: status %s, with %s pending payments', id, status, pending)",
  },
  {
    invariant: 8,
    when: `pending > 0 AND kept_until < now() - interval '${UNKNOWN_SECONDS_MAX} seconds'`,
    told: "format('reservation %s: its payment is unknown, and was to be known at %s', id, kept_until)",
  },
  {
    invariant: 8,
    when: "status = 'refunding' AND waiting = 0",
    told: "format('reservation %s: refunding, with no refund pending', id)",
  },
] as const;

/** Each reservation for itself, with its payments and refunds. */
export const reservationsPass: Pass = {
  name: "reservations",
  sql: breaches(SUSPECTS, CONDITIONS),
};

import { type Invariant, TOTALS } from "./invariant.ts";

/** A gateway that has not known for this long after the hold's end never will: a person must look. */
const UNKNOWN_SECONDS_MAX = 3_600;

// A refund counts from the moment that it is promised; only a refunded reservation says it is done.
const MONEY_PER_RESERVATION = `
  WITH totals AS (${TOTALS}),
  captured AS (
    SELECT p.event_id, p.reservation_id, sum(p.amount) AS captured,
           coalesce(sum(f.promised), 0) AS promised, coalesce(sum(f.done), 0) AS done,
           count(*) FILTER (WHERE f.promised IS NULL) AS kept
    FROM payments p
    LEFT JOIN (
      SELECT event_id, payment_id, sum(amount) AS promised,
             sum(amount) FILTER (WHERE status = 'done') AS done
      FROM refunds GROUP BY event_id, payment_id
    ) AS f ON f.event_id = p.event_id AND f.payment_id = p.id
    WHERE p.status = 'captured'
    GROUP BY p.event_id, p.reservation_id
  )
  SELECT format('reservation %s: status %s, total %s; captured %s, refunds %s of which done %s',
                r.id, r.status, r.amount, coalesce(c.captured, 0), coalesce(c.promised, 0), coalesce(c.done, 0))
  FROM totals r
  LEFT JOIN captured c ON c.event_id = r.event_id AND c.reservation_id = r.id
  WHERE coalesce(c.captured, 0) - coalesce(c.promised, 0) <> CASE r.status WHEN 'paid' THEN r.amount ELSE 0 END
     OR (coalesce(c.kept, 0) > 1)
     OR (r.status = 'refunded' AND coalesce(c.done, 0) <> coalesce(c.captured, 0))
  UNION ALL
  SELECT format('refund %s of payment %s: the payment is not captured', f.id, f.payment_id)
  FROM refunds f
  LEFT JOIN payments p ON p.event_id = f.event_id AND p.id = f.payment_id
  WHERE p.status IS DISTINCT FROM 'captured' OR p.reservation_id <> f.reservation_id`;

// A charge is on the gateway's books before ours know of it, so a pending payment may have either.
const CHARGES_ON_BOTH_BOOKS = `
  SELECT format('charge %s: the gateway has %s %s, the payment is %s of %s %s',
                coalesce(c.key, p.id::text), c.amount, c.currency, p.status, p.amount, p.currency)
  FROM (SELECT * FROM simulated_gateway.charges WHERE outcome = 'succeeded') AS c
  FULL JOIN (SELECT * FROM payments WHERE gateway = 'simulated' AND amount > 0) AS p ON p.id::text = c.key
  WHERE (p.status = 'captured' AND c.key IS NULL)
     OR (c.key IS NOT NULL AND (p.status IS NULL OR p.status NOT IN ('captured', 'pending')))
     OR (c.key IS NOT NULL AND (c.amount <> p.amount OR c.currency <> p.currency))`;

const REFUNDS_ON_BOTH_BOOKS = `
  SELECT format('refund %s: the gateway has %s, the refund is %s of %s',
                coalesce(g.key, f.id::text), g.amount, f.status, f.amount)
  FROM simulated_gateway.refunds AS g
  FULL JOIN (
    SELECT refunds.* FROM refunds
    JOIN payments p ON p.event_id = refunds.event_id AND p.id = refunds.payment_id
    WHERE p.gateway = 'simulated' AND refunds.amount > 0
  ) AS f ON f.id::text = g.key
  WHERE (f.status = 'done' AND g.key IS NULL)
     OR (g.key IS NOT NULL AND f.id IS NULL)
     OR (g.key IS NOT NULL AND (g.amount <> f.amount OR g.charge_key <> f.payment_id::text))`;

export const ledgersAgree: Invariant = {
  id: 6,
  name: "every charge is for one paid reservation or refunded, and the gateway's ledger agrees",
  sql: [MONEY_PER_RESERVATION, CHARGES_ON_BOTH_BOOKS, REFUNDS_ON_BOTH_BOOKS]
    .map((part) => `(${part})`)
    .join(" UNION ALL "),
};

export const pricePaidIsPriceReserved: Invariant = {
  id: 7,
  name: "the price paid is the price at reservation",
  sql: `
    WITH totals AS (${TOTALS})
    SELECT format('payment %s: %s %s for a reservation of %s', p.id, p.amount, p.currency, r.amount)
    FROM payments p
    LEFT JOIN totals r ON r.event_id = p.event_id AND r.id = p.reservation_id
    WHERE p.amount IS DISTINCT FROM r.amount OR p.currency <> 'EUR'`,
};

export const everyUnknownResolves: Invariant = {
  id: 8,
  name: "every payment and refund whose outcome is unknown is being asked about, and resolves",
  sql: `
    SELECT format('payment %s: pending since %s', p.id, p.started_at)
    FROM payments p JOIN reservations r ON r.event_id = p.event_id AND r.id = p.reservation_id
    WHERE p.status = 'pending'
      AND greatest(r.expires_at, p.pinned_until) < now() - interval '${UNKNOWN_SECONDS_MAX} seconds'
    UNION ALL
    SELECT format('refund %s: pending since %s', id, requested_at)
    FROM refunds
    WHERE status = 'pending' AND requested_at < now() - interval '${UNKNOWN_SECONDS_MAX} seconds'
    UNION ALL
    SELECT format('reservation %s: status %s, with %s pending payments', r.id, r.status, pending.count)
    FROM reservations r,
      LATERAL (
        SELECT count(*) FROM payments p
        WHERE p.reservation_id = r.id AND p.event_id = r.event_id AND p.status = 'pending'
      ) AS pending
    WHERE pending.count <> CASE r.status WHEN 'paying' THEN 1 ELSE 0 END
    UNION ALL
    SELECT format('reservation %s: refunding, with no refund pending', r.id)
    FROM reservations r
    WHERE r.status = 'refunding'
      AND NOT EXISTS (SELECT FROM refunds f WHERE f.reservation_id = r.id AND f.event_id = r.event_id
                                              AND f.status = 'pending')`,
};

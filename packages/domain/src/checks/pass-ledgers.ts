import { amountOf, type Pass } from "./invariant.ts";

// A charge is on the gateway's books before ours know of it, so a pending payment may have either.
export const chargesPass: Pass = {
  name: "charges on both books",
  sql: `
    SELECT 6, format('charge %s: the gateway has %s %s, the payment is %s of %s %s',
                     coalesce(c.key, p.key), c.amount, c.currency, p.status, p.amount, p.currency), NULL
    FROM (SELECT * FROM simulated_gateway.charges WHERE outcome = 'succeeded') AS c
    FULL JOIN (
      SELECT id::text AS key, status, amount, currency FROM payments WHERE gateway = 'simulated' AND amount > 0
    ) AS p ON p.key = c.key
    WHERE (p.status = 'captured' AND c.key IS NULL)
       OR (c.key IS NOT NULL AND (p.status IS NULL OR p.status NOT IN ('captured', 'pending')))
       OR (c.key IS NOT NULL AND (c.amount <> p.amount OR c.currency <> p.currency))`,
};

const OWN_REFUNDS = `
  own AS MATERIALIZED (
    SELECT f.id::text AS key, f.payment_id, f.status, f.amount, p.gateway = 'simulated' AS is_simulated
    FROM refunds f JOIN payments p ON p.event_id = f.event_id AND p.id = f.payment_id
  )`;

const REFUNDS = `
  SELECT 6, format('refund %s: the gateway has %s, the refund is %s of %s',
                   coalesce(g.key, f.key), g.amount, f.status, f.amount), NULL
  FROM simulated_gateway.refunds AS g
  FULL JOIN (SELECT * FROM own WHERE is_simulated AND amount > 0) AS f ON f.key = g.key
  WHERE (f.status = 'done' AND g.key IS NULL)
     OR (g.key IS NOT NULL AND f.key IS NULL)
     OR (g.key IS NOT NULL AND (g.amount <> f.amount OR g.charge_key <> f.payment_id::text))`;

// What the gateway knows before we do is subtracted from its side: a charge of a pending payment, and
// a refund whose answer was lost.
const TOTALS = `
  SELECT *,
    (SELECT coalesce(sum(${amountOf("items")}), 0) FROM reservations WHERE status = 'paid') AS paid,
    (SELECT coalesce(sum(amount), 0) FROM simulated_gateway.charges WHERE outcome = 'succeeded') AS charged,
    (SELECT coalesce(sum(c.amount), 0) FROM payments p JOIN simulated_gateway.charges c ON c.key = p.id::text
     WHERE p.status = 'pending' AND c.outcome = 'succeeded') AS unsettled,
    (SELECT coalesce(sum(amount), 0) FROM simulated_gateway.refunds) AS returned,
    (SELECT coalesce(sum(g.amount), 0) FROM own f JOIN simulated_gateway.refunds g ON g.key = f.key
     WHERE f.status = 'pending') AS unconfirmed
  FROM (
    SELECT coalesce(sum(amount), 0) AS captured,
           coalesce(sum(amount) FILTER (WHERE gateway = 'simulated'), 0) AS simulated_captured
    FROM payments WHERE status = 'captured'
  ) AS p, (
    SELECT coalesce(sum(amount) FILTER (WHERE status = 'done'), 0) AS refunded,
           coalesce(sum(amount) FILTER (WHERE status = 'pending'), 0) AS promised,
           coalesce(sum(amount) FILTER (WHERE status = 'done' AND is_simulated), 0) AS simulated_refunded
    FROM own
  ) AS f`;

const euros = (cents: string) => `to_char((${cents}) / 100.0, 'FM999G999G999G990.00')`;

const TOLD = `format('captured %s − refunded %s − on its way back %s = paid %s EUR; the gateway charged %s and returned %s, and %s and %s more that are not settled here',
  ${["captured", "refunded", "promised", "paid", "charged - unsettled", "returned - unconfirmed", "unsettled", "unconfirmed"].map(euros).join(", ")})`;

/** The grand totals of both sides, to the cent; they are the note of invariant 6. */
export const totalsPass: Pass = {
  name: "totals of both books",
  sql: `
    WITH ${OWN_REFUNDS}, totals AS (${TOTALS})
    SELECT 6, CASE WHEN captured - refunded - promised <> paid OR charged - unsettled <> simulated_captured
                     OR returned - unconfirmed <> simulated_refunded THEN 'the totals: ' || told END, told
    FROM totals, LATERAL (SELECT ${TOLD} AS told) AS line
    UNION ALL ${REFUNDS}`,
};

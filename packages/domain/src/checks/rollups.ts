import { type Invariant, IS_SOLD, LINES, TOTALS } from "./invariant.ts";

/** What is counted in a minute, by which of a reservation's instants, and for which reservations. */
const COUNTED = [
  { name: "reserved", at: "created_at", where: "true" },
  { name: "paid", at: "paid_at", where: "paid_at IS NOT NULL" },
  { name: "expired", at: "closed_at", where: "status = 'expired'" },
  { name: "cancelled", at: "closed_at", where: "status = 'cancelled'" },
  { name: "refunded", at: "closed_at", where: "status = 'refunded' AND paid_at IS NOT NULL" },
] as const;

const REVENUE_SIGN = { reserved: 0, paid: 1, expired: 0, cancelled: 0, refunded: -1 } as const;

// One row for each thing that is counted, so that one grouping gives every column of a minute.
const HAPPENINGS = COUNTED.map(
  ({ name, at, where }) => `
    SELECT event_id, date_trunc('minute', ${at}, 'UTC') AS minute, '${name}' AS name, tickets,
           amount * ${REVENUE_SIGN[name]} AS revenue
    FROM totals WHERE ${where}`,
).join(" UNION ALL ");

const COLUMNS = COUNTED.flatMap(({ name }) => [`reservations_${name}`, `tickets_${name}`]);

const SUMS = COUNTED.map(
  ({ name }) => `
      count(*) FILTER (WHERE name = '${name}') AS reservations_${name},
      coalesce(sum(tickets) FILTER (WHERE name = '${name}'), 0) AS tickets_${name}`,
).join(",");

const differs = (column: string) => `coalesce(m.${column}, 0) <> coalesce(s.${column}, 0)`;

const told = (column: string) =>
  `CASE WHEN ${differs(column)} THEN format('%s %s (rows say %s)', '${column}',
        coalesce(m.${column}, 0), coalesce(s.${column}, 0)) END`;

const MINUTES = `
  WITH totals AS (${TOTALS}), happenings AS (${HAPPENINGS}),
  sums AS (
    SELECT event_id, minute, sum(revenue) AS revenue, ${SUMS}
    FROM happenings GROUP BY event_id, minute
  )
  SELECT format('event %s, minute %s: %s', coalesce(m.event_id, s.event_id), coalesce(m.minute, s.minute),
                concat_ws(', ', ${["revenue", ...COLUMNS].map(told).join(", ")}))
  FROM event_minutes m FULL JOIN sums s ON s.event_id = m.event_id AND s.minute = m.minute
  WHERE ${["revenue", ...COLUMNS].map(differs).join(" OR ")}
     OR m.reservations_refused < 0 OR m.tickets_refused < 0`;

const PAY_SECONDS = `
  SELECT format('event %s: %s payments in the seconds to pay, %s paid reservations',
                coalesce(s.event_id, r.event_id), coalesce(s.paid, 0), coalesce(r.paid, 0))
  FROM (SELECT event_id, sum(reservations) AS paid FROM event_pay_seconds GROUP BY event_id) AS s
  FULL JOIN (
    SELECT event_id, count(*) AS paid FROM reservations WHERE paid_at IS NOT NULL GROUP BY event_id
  ) AS r ON r.event_id = s.event_id
  WHERE coalesce(s.paid, 0) <> coalesce(r.paid, 0)`;

const REVENUE = `
  WITH lines AS (${LINES}),
  sums AS (
    SELECT event_id, position, sum(quantity::bigint * unit_amount) AS revenue
    FROM lines WHERE ${IS_SOLD} GROUP BY event_id, position
  )
  SELECT format('ticket type %s: revenue %s, paid reservations %s', t.id, i.revenue, coalesce(s.revenue, 0))
  FROM inventory i
  JOIN ticket_types t ON t.event_id = i.event_id AND t.id = i.ticket_type_id
  LEFT JOIN sums s ON s.event_id = t.event_id AND s.position = t.position
  WHERE i.revenue <> coalesce(s.revenue, 0)`;

export const rollupsEqualRows: Invariant = {
  id: 15,
  name: "the rollups equal the reservations that they sum",
  sql: [MINUTES, PAY_SECONDS, REVENUE].map((part) => `(${part})`).join(" UNION ALL "),
};

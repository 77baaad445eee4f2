import { amountOf, minuteOf, ticketsIn } from "./invariant.ts";

const NAMES = ["reserved", "paid", "expired", "cancelled", "refunded"] as const;

/** By which of a reservation's instants something is counted in a minute, and for which reservations. */
const COUNTED = [
  { name: "'reserved'", at: "created_at", where: "true", revenue: "0" },
  { name: "'paid'", at: "paid_at", where: "paid_at IS NOT NULL", revenue: amountOf("items") },
  {
    name: "status::text",
    at: "closed_at",
    where: "status IN ('expired', 'cancelled') OR (status = 'refunded' AND paid_at IS NOT NULL)",
    revenue: `CASE status WHEN 'refunded' THEN -(${amountOf("items")}) ELSE 0 END`,
  },
] as const;

/** What of a minute the reservations alone say; refusals leave no rows. */
export const MINUTE_COLUMNS = [
  "revenue",
  ...NAMES.map((name) => `reservations_${name}` as const),
  ...NAMES.map((name) => `tickets_${name}` as const),
] as const;
export type MinuteColumn = (typeof MINUTE_COLUMNS)[number];

const HAPPENINGS = COUNTED.map(
  ({ name, at, where, revenue }) => `
    SELECT event_id, ${minuteOf(at)} AS minute, ${name} AS name, count(*) AS n,
           sum(${ticketsIn("items")}) AS tickets, sum(${revenue}) AS revenue
    FROM reservations WHERE ${where} GROUP BY event_id, minute, name`,
).join(" UNION ALL ");

const SUMS = NAMES.map(
  (name) => `
      coalesce(sum(n) FILTER (WHERE name = '${name}'), 0) AS reservations_${name},
      coalesce(sum(tickets) FILTER (WHERE name = '${name}'), 0) AS tickets_${name}`,
).join(",");

const isOff = (column: MinuteColumn) => `coalesce(m.${column}, 0) <> coalesce(s.${column}, 0)`;

/** Each minute's rollup less what the reservations say, where they differ. */
export const MINUTE_DRIFTS = `
  minute_drifts AS MATERIALIZED (
    SELECT coalesce(m.event_id, s.event_id) AS event_id, coalesce(m.minute, s.minute) AS minute,
           ${MINUTE_COLUMNS.map((column) => `coalesce(m.${column}, 0) AS ${column}, coalesce(s.${column}, 0) AS rows_${column}`).join(",\n           ")}
    FROM event_minutes m
    FULL JOIN (
      SELECT event_id, minute, sum(revenue) AS revenue, ${SUMS}
      FROM (${HAPPENINGS}) AS happenings
      GROUP BY event_id, minute
    ) AS s ON s.event_id = m.event_id AND s.minute = m.minute
    WHERE ${MINUTE_COLUMNS.map(isOff).join(" OR ")}
  )`;

/** How many reservations took so many seconds to pay, by the rollup and by the rows, where they differ. */
export const PAY_SECONDS_DRIFTS = `
  pay_seconds_drifts AS MATERIALIZED (
    SELECT coalesce(p.event_id, s.event_id) AS event_id, coalesce(p.seconds, s.seconds) AS seconds,
           coalesce(p.reservations, 0) AS counted, coalesce(s.reservations, 0) AS rows_counted
    FROM event_pay_seconds p
    FULL JOIN (
      SELECT event_id, greatest(0, floor(date_part('epoch', paid_at - created_at)))::int AS seconds,
             count(*) AS reservations
      FROM reservations WHERE paid_at IS NOT NULL GROUP BY 1, 2
    ) AS s ON s.event_id = p.event_id AND s.seconds = p.seconds
    WHERE coalesce(p.reservations, 0) <> coalesce(s.reservations, 0)
  )`;

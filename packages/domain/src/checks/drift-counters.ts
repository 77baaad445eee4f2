import { IS_HELD, IS_SOLD } from "./invariant.ts";

const summedUp = (item: string): string => `
  SELECT event_id, status, given_back, ${item}[1] AS position, sum(${item}[2]) AS quantity,
         sum(${item}[2]::bigint * ${item}[3]) AS amount`;

// Summed up by event, state and ticket type at once: few rows, however many reservations there are.
// Nearly all have one item, for which no row need be made.
export const LINES = `
  lines AS MATERIALIZED (
    ${summedUp("items[1]")}
    FROM reservations WHERE cardinality(items) = 3 GROUP BY event_id, status, given_back, position
    UNION ALL ${summedUp("items[i]")}
    FROM reservations, generate_subscripts(items, 1) AS i
    WHERE cardinality(items) <> 3 GROUP BY event_id, status, given_back, position
  )`;

/** Each ticket type's counters beside what the reservations say, where they differ. */
export const COUNTER_DRIFTS = `
  counter_drifts AS MATERIALIZED (
    SELECT coalesce(c.event_id, s.event_id) AS event_id, coalesce(c.position, s.position) AS position,
           c.id AS ticket_type_id, c.held, c.sold, c.revenue, coalesce(s.held, 0) AS rows_held,
           coalesce(s.sold, 0) AS rows_sold, coalesce(s.revenue, 0) AS rows_revenue
    FROM (
      SELECT t.event_id, t.position, t.id, i.held, i.sold, i.revenue
      FROM ticket_types t LEFT JOIN inventory i ON i.event_id = t.event_id AND i.ticket_type_id = t.id
    ) AS c
    FULL JOIN (
      SELECT event_id, position,
             coalesce(sum(quantity) FILTER (WHERE ${IS_HELD}), 0) AS held,
             coalesce(sum(quantity) FILTER (WHERE ${IS_SOLD}), 0) AS sold,
             coalesce(sum(amount) FILTER (WHERE ${IS_SOLD}), 0) AS revenue
      FROM lines GROUP BY event_id, position
    ) AS s ON s.event_id = c.event_id AND s.position = c.position
    WHERE (c.held, c.sold, c.revenue)
      IS DISTINCT FROM (coalesce(s.held, 0), coalesce(s.sold, 0), coalesce(s.revenue, 0))
  )`;

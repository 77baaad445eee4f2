import { COUNTER_DRIFTS, LINES } from "./drift-counters.ts";
import type { Pass } from "./invariant.ts";

// The flow through an event, from the minutes' own books: a hold that was given back twice, or never,
// leaves more or fewer tickets than went in and did not come out.
const FLOW = `
  SELECT 4, format('event %s: %s tickets reserved, %s expired (rows say %s), %s cancelled (rows say %s), %s given back otherwise, %s kept',
                   event_id, reserved, expired, expired_rows, cancelled, cancelled_rows, others, kept), NULL
  FROM (
    SELECT e.id AS event_id, coalesce(c.kept, 0) AS kept,
           coalesce(m.reserved, 0) AS reserved, coalesce(m.expired, 0) AS expired,
           coalesce(m.cancelled, 0) AS cancelled, coalesce(r.expired, 0) AS expired_rows,
           coalesce(r.cancelled, 0) AS cancelled_rows, coalesce(r.others, 0) AS others
    FROM events e
    LEFT JOIN (
      SELECT event_id, sum(tickets_reserved) AS reserved, sum(tickets_expired) AS expired,
             sum(tickets_cancelled) AS cancelled
      FROM event_minutes GROUP BY event_id
    ) AS m ON m.event_id = e.id
    LEFT JOIN (
      SELECT event_id,
             sum(quantity) FILTER (WHERE status = 'expired') AS expired,
             sum(quantity) FILTER (WHERE status = 'cancelled') AS cancelled,
             sum(quantity) FILTER (WHERE status IN ('refunding', 'refunded')
                                      OR (status = 'paying' AND given_back)) AS others
      FROM lines GROUP BY event_id
    ) AS r ON r.event_id = e.id
    LEFT JOIN (
      SELECT event_id, sum(held + sold) AS kept FROM inventory GROUP BY event_id
    ) AS c ON c.event_id = e.id
  ) AS books
  WHERE expired <> expired_rows OR cancelled <> cancelled_rows
     OR kept <> reserved - expired - cancelled - others`;

/** The counters, against their own limits and against the reservations. */
export const countersPass: Pass = {
  name: "counters",
  sql: `
    WITH ${LINES}, ${COUNTER_DRIFTS}
    SELECT 1, format('ticket type %s: capacity %s, held %s, sold %s', ticket_type_id, capacity, held, sold), NULL
    FROM inventory
    WHERE held < 0 OR sold < 0 OR held + sold > capacity
    UNION ALL
    SELECT 2, format('ticket type %s of event %s: counters %s held, %s sold; reservations %s, %s',
                     coalesce(ticket_type_id::text, 'at position ' || position), event_id,
                     held, sold, rows_held, rows_sold), NULL
    FROM counter_drifts WHERE (held, sold) IS DISTINCT FROM (rows_held, rows_sold)
    UNION ALL
    SELECT 15, format('ticket type %s: revenue %s, paid reservations %s', ticket_type_id, revenue, rows_revenue), NULL
    FROM counter_drifts WHERE ticket_type_id IS NOT NULL AND revenue IS DISTINCT FROM rows_revenue
    UNION ALL ${FLOW}`,
};

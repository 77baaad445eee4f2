import { type Invariant, IS_HELD, IS_SOLD, LINES, TOTALS } from "./invariant.ts";

export const neverOversold: Invariant = {
  id: 1,
  name: "held + sold is at most the capacity, and none is negative",
  sql: `
    SELECT format('ticket type %s: capacity %s, held %s, sold %s', ticket_type_id, capacity, held, sold)
    FROM inventory
    WHERE held < 0 OR sold < 0 OR held + sold > capacity`,
};

export const countersEqualReservations: Invariant = {
  id: 2,
  name: "held and sold equal the reservations that hold and that are paid",
  sql: `
    WITH lines AS (${LINES}),
    sums AS (
      SELECT event_id, position,
             coalesce(sum(quantity) FILTER (WHERE ${IS_HELD}), 0) AS held,
             coalesce(sum(quantity) FILTER (WHERE ${IS_SOLD}), 0) AS sold
      FROM lines GROUP BY event_id, position
    ),
    counters AS (
      SELECT t.event_id, t.position, t.id, i.held, i.sold
      FROM ticket_types t LEFT JOIN inventory i ON i.event_id = t.event_id AND i.ticket_type_id = t.id
    )
    SELECT format('ticket type %s of event %s: counters %s held, %s sold; reservations %s, %s',
                  coalesce(c.id::text, 'at position ' || s.position), coalesce(c.event_id, s.event_id),
                  c.held, c.sold, coalesce(s.held, 0), coalesce(s.sold, 0))
    FROM counters c FULL JOIN sums s ON s.event_id = c.event_id AND s.position = c.position
    WHERE c.held IS DISTINCT FROM coalesce(s.held, 0) OR c.sold IS DISTINCT FROM coalesce(s.sold, 0)`,
};

// The flow through an event, from the minutes' own books: a hold that was given back twice, or never,
// leaves more or fewer tickets than went in and did not come out.
export const givenBackOnce: Invariant = {
  id: 4,
  name: "each hold's tickets go back exactly once",
  sql: `
    WITH totals AS (${TOTALS}),
    rows AS (
      SELECT event_id,
             coalesce(sum(tickets) FILTER (WHERE status = 'expired'), 0) AS expired,
             coalesce(sum(tickets) FILTER (WHERE status = 'cancelled'), 0) AS cancelled,
             coalesce(sum(tickets) FILTER (WHERE status IN ('refunding', 'refunded')
                                              OR (status = 'paying' AND given_back)), 0) AS others
      FROM totals GROUP BY event_id
    ),
    minutes AS (
      SELECT event_id, sum(tickets_reserved) AS reserved, sum(tickets_expired) AS expired,
             sum(tickets_cancelled) AS cancelled
      FROM event_minutes GROUP BY event_id
    ),
    counters AS (
      SELECT event_id, sum(held + sold) AS kept FROM inventory GROUP BY event_id
    ),
    books AS (
      SELECT e.id AS event_id, coalesce(c.kept, 0) AS kept,
             coalesce(m.reserved, 0) AS reserved, coalesce(m.expired, 0) AS expired,
             coalesce(m.cancelled, 0) AS cancelled, coalesce(r.expired, 0) AS expired_rows,
             coalesce(r.cancelled, 0) AS cancelled_rows, coalesce(r.others, 0) AS others
      FROM events e
      LEFT JOIN minutes m ON m.event_id = e.id
      LEFT JOIN rows r ON r.event_id = e.id
      LEFT JOIN counters c ON c.event_id = e.id
    )
    SELECT format('event %s: %s tickets reserved, %s expired (rows say %s), %s cancelled (rows say %s), %s given back otherwise, %s kept',
                  event_id, reserved, expired, expired_rows, cancelled, cancelled_rows, others, kept)
    FROM books
    WHERE expired <> expired_rows OR cancelled <> cancelled_rows
       OR kept <> reserved - expired - cancelled - others`,
};

import { type Invariant, LINES } from "./invariant.ts";

// A refunded reservation keeps the tickets that it was issued; one that was refunded before it was
// ever paid has none.
export const issuedEqualSold: Invariant = {
  id: 14,
  name: "the tickets issued are the tickets sold, each with a code of its own",
  sql: `
    WITH lines AS (${LINES}),
    due AS (
      SELECT l.event_id, l.id AS reservation_id, t.id AS ticket_type_id, sum(l.quantity) AS tickets
      FROM lines l JOIN ticket_types t ON t.event_id = l.event_id AND t.position = l.position
      WHERE l.paid_at IS NOT NULL AND l.status IN ('paid', 'refunding', 'refunded')
      GROUP BY l.event_id, l.id, t.id
    ),
    issued AS (
      SELECT event_id, reservation_id, ticket_type_id, count(*) AS tickets
      FROM tickets GROUP BY event_id, reservation_id, ticket_type_id
    )
    SELECT format('reservation %s, ticket type %s: %s bought, %s issued',
                  coalesce(d.reservation_id, i.reservation_id), coalesce(d.ticket_type_id, i.ticket_type_id),
                  coalesce(d.tickets, 0), coalesce(i.tickets, 0))
    FROM due d
    FULL JOIN issued i ON i.event_id = d.event_id AND i.reservation_id = d.reservation_id
                      AND i.ticket_type_id = d.ticket_type_id
    WHERE d.tickets IS DISTINCT FROM i.tickets
    UNION ALL
    SELECT format('event %s: %s tickets have one code', event_id, count(*))
    FROM tickets GROUP BY event_id, code HAVING count(*) > 1`,
};

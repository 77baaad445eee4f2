import type { Pass } from "./invariant.ts";

// A refunded reservation keeps the tickets that it was issued; one that was refunded before it was
// ever paid has none.
export const ticketsPass: Pass = {
  name: "tickets",
  sql: `
    WITH differences AS MATERIALIZED (
      SELECT coalesce(d.reservation_id, i.reservation_id) AS reservation_id,
             coalesce(d.ticket_type_id, i.ticket_type_id) AS ticket_type_id,
             coalesce(d.tickets, 0) AS bought, coalesce(i.tickets, 0) AS issued
      FROM (
        SELECT r.id AS reservation_id, t.id AS ticket_type_id, r.items[i][2] AS tickets
        FROM reservations r, generate_subscripts(r.items, 1) AS i, ticket_types t
        WHERE r.paid_at IS NOT NULL AND r.status IN ('paid', 'refunding', 'refunded')
          AND t.event_id = r.event_id AND t.position = r.items[i][1]
      ) AS d
      FULL JOIN (
        SELECT reservation_id, ticket_type_id, count(*) AS tickets
        FROM tickets GROUP BY reservation_id, ticket_type_id
      ) AS i ON i.reservation_id = d.reservation_id AND i.ticket_type_id = d.ticket_type_id
      WHERE d.tickets IS DISTINCT FROM i.tickets
    )
    SELECT 14, format('reservation %s, ticket type %s: %s bought, %s issued',
                      reservation_id, ticket_type_id, bought, issued), NULL
    FROM differences
    UNION ALL
    SELECT 3, format('reservation %s: status %s, with tickets issued', r.id, r.status), NULL
    FROM reservations r
    WHERE r.id IN (SELECT reservation_id FROM differences WHERE issued > 0)
      AND r.status NOT IN ('paid', 'refunding', 'refunded')`,
};

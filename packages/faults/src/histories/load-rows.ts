import type { ReservationRow, Rows } from "@stampede/testing/history/history";
import { query } from "@stampede/testing/query";

const milliseconds = (instant: string): string => `(extract(epoch FROM ${instant}) * 1000)::float8`;

const SETTLED_AT = "(SELECT max(p.settled_at) FROM payments p WHERE p.reservation_id = r.id)";
const REFUNDED_AT = "(SELECT min(f.requested_at) FROM refunds f WHERE f.reservation_id = r.id)";

const RESERVATIONS = `
  SELECT r.id, r.idempotency_key AS key, r.customer_email AS email, r.status::text, r.items,
    ${milliseconds("r.created_at")} AS "createdAt",
    ${milliseconds("r.expires_at")} AS "expiresAt",
    ${milliseconds(`greatest(r.expires_at, ${SETTLED_AT})`)} AS "dueAt",
    ${milliseconds(`coalesce(${REFUNDED_AT}, r.closed_at)`)} AS "releasedAt"
  FROM reservations r WHERE r.event_id = $1`;

type Read = Omit<ReservationRow, "items"> & { readonly items: number[][] };

/** Reads what a history left of one event. */
export async function loadRows(databaseUrl: string, eventId: string): Promise<Rows> {
  const ofEvent = <Row extends object>(text: string): Promise<Row[]> =>
    query<Row>(databaseUrl, text, [eventId]);
  const types = await ofEvent<{ id: string; position: number; capacity: number }>(
    `SELECT t.id, t.position, i.capacity FROM ticket_types t
     JOIN inventory i ON i.ticket_type_id = t.id WHERE t.event_id = $1`,
  );
  const idOf = new Map(types.map(({ id, position }) => [position, id]));
  const reservations = await ofEvent<Read>(RESERVATIONS);
  return {
    capacities: new Map(types.map(({ id, capacity }) => [id, capacity])),
    reservations: reservations.map((row) => ({
      ...row,
      items: row.items.map(([position = 0, quantity = 0]) => ({
        ticketTypeId: idOf.get(position) ?? "",
        quantity,
      })),
    })),
    payments: await ofEvent(
      `SELECT idempotency_key AS key, reservation_id AS "reservationId", status::text,
         amount::float8, ${milliseconds("started_at")} AS "startedAt",
         ${milliseconds("settled_at")} AS "settledAt"
       FROM payments WHERE event_id = $1`,
    ),
    refunds: await ofEvent(
      `SELECT idempotency_key AS key, reservation_id AS "reservationId", status::text, amount::float8
       FROM refunds WHERE event_id = $1`,
    ),
    tickets: await ofEvent(
      `SELECT code, reservation_id AS "reservationId", ${milliseconds("checked_in_at")} AS "checkedInAt"
       FROM tickets WHERE event_id = $1`,
    ),
  };
}

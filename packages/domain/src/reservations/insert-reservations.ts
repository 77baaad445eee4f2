import type { ItemRow } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import type { ReservationRequest } from "./request.ts";

/** A reservation that a group has granted. */
export interface NewReservation {
  readonly id: string;
  readonly request: ReservationRequest;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly items: ItemRow[];
}

// One array for each column that differs, so that the text, and with it the prepared plan, is the
// same for every size of group. Items travel as text because `unnest` would flatten an array of arrays.
const INSERT = `
  INSERT INTO reservations (id, event_id, idempotency_key, request_hash, created_at, expires_at,
    status, items, customer_email, customer_name)
  SELECT id, $1, key, hash, $2, $3, 'held', items::int[], email, name
  FROM unnest($4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::text[])
    AS r (id, key, hash, items, email, name)`;

/**
 * Writes reservations of one event that begin and end together.
 *
 * @throws a unique violation when a key was taken by a group that committed meanwhile.
 */
export function insertReservations(
  tx: Transaction,
  eventId: string,
  granted: readonly [NewReservation, ...NewReservation[]],
): void {
  const [{ createdAt, expiresAt }] = granted;
  // In the order of their ids, which is that of time but for the millisecond: so the indexes grow at
  // their end, and their pages stay full.
  const reservations = granted.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  tx.send({
    name: "insert-reservations",
    text: INSERT,
    values: [
      eventId,
      createdAt,
      expiresAt,
      reservations.map(({ id }) => id),
      reservations.map(({ request }) => request.idempotencyKey),
      reservations.map(({ request }) => request.hash),
      reservations.map(({ items }) => `{${items.map((item) => `{${item.join(",")}}`).join(",")}}`),
      reservations.map(({ request }) => request.customer.email),
      reservations.map(({ request }) => request.customer.name),
    ],
  });
}

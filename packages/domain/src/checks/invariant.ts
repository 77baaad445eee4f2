/** A promise of the system that a database can be asked about. */
export interface Invariant {
  /** As in the list of invariants of ARCHITECTURE.md. */
  readonly id: number;
  readonly name: string;
  /** Gives one row of one text column for each breach: what is broken, and where. */
  readonly sql: string;
}

/** Each reservation's items as rows: `event_id, id, position, quantity, unit_amount, status, …`. */
export const LINES = `
  SELECT r.event_id, r.id, r.status, r.given_back, r.created_at, r.paid_at, r.closed_at,
         r.items[i][1] AS position, r.items[i][2] AS quantity, r.items[i][3] AS unit_amount
  FROM reservations r, generate_subscripts(r.items, 1) AS i`;

/** Each reservation with its sums: `tickets` and, in minor units, `amount`. */
export const TOTALS = `
  SELECT r.*, sums.tickets, sums.amount
  FROM reservations r,
    LATERAL (
      SELECT coalesce(sum(r.items[i][2]), 0) AS tickets,
             coalesce(sum(r.items[i][2]::bigint * r.items[i][3]), 0) AS amount
      FROM generate_subscripts(r.items, 1) AS i
    ) AS sums`;

/** Which reservations have their tickets in the counter \`held\`, and which in \`sold\`. */
export const IS_HELD = "(status = 'held' OR (status = 'paying' AND NOT given_back))";
export const IS_SOLD = "status = 'paid'";

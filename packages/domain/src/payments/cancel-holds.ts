import { itemRow } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { databaseNow } from "../clock.ts";
import { moveTickets } from "../inventory/move-tickets.ts";
import { next } from "../reservations/state.ts";
import { ticketsOf } from "../reservations/view.ts";
import { addToMinute } from "../statistics/rollup.ts";
import type { PaymentContext } from "./payment-context.ts";
import { sumItems } from "./sum-items.ts";

/** Reservations in one transaction: long enough to share its commit, short enough to hold up nobody. */
export const CANCEL_GROUP_MAX = 1_000;

// Rows that somebody pays or cancels at this moment are skipped: the next group, or call, has them.
const CANCEL = `
  WITH held AS MATERIALIZED (
    SELECT id FROM reservations
    WHERE event_id = $1 AND status = 'held'
    ORDER BY expires_at LIMIT ${CANCEL_GROUP_MAX}
    FOR UPDATE SKIP LOCKED
  )
  UPDATE reservations AS r SET status = $2, closed_at = $3
  FROM held WHERE r.id = held.id AND r.event_id = $1
  RETURNING r.items`;

/**
 * Ends up to a thousand holds of a cancelled event in one transaction, whatever time they had left.
 * What is being paid is left to the gateway's word.
 *
 * @returns how many.
 */
export function cancelHolds(ctx: Pick<PaymentContext, "db">, eventId: string): Promise<number> {
  return transaction(ctx.db, (tx) => cancelGroup(tx, eventId));
}

async function cancelGroup(tx: Transaction, eventId: string): Promise<number> {
  const at = await databaseNow(tx);
  const { rows } = await tx.client.query<{ items: number[][] }>({
    name: "cancel-holds",
    text: CANCEL,
    values: [eventId, next("held", "cancel"), at],
  });
  if (rows.length === 0) return 0;
  const holds = rows.map(({ items }) => items.map(itemRow));
  moveTickets(tx, eventId, await sumItems(tx, eventId, holds), { held: -1, sold: 0 });
  addToMinute(tx, eventId, at, {
    reservations: { cancelled: holds.length },
    tickets: { cancelled: holds.reduce((sum, items) => sum + ticketsOf(items), 0) },
  });
  return holds.length;
}

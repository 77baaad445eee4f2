import { randomUUIDv7 } from "node:crypto";
import { type ItemRow, itemRow } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { databaseNow } from "../clock.ts";
import { moveTickets } from "../inventory/move-tickets.ts";
import { ticketsOf } from "../reservations/view.ts";
import { addToMinute } from "../statistics/rollup.ts";
import type { PaymentContext } from "./payment-context.ts";
import { sumItems } from "./sum-items.ts";

/** A paid reservation under its lock, with the payment that paid for it. */
interface Paid {
  readonly id: string;
  readonly items: readonly ItemRow[];
  readonly paidAt: Date;
  readonly paymentId: string;
  /** Minor units. */
  readonly amount: number;
}

/**
 * Starts a refund for each of these reservations that is paid, in one transaction: their tickets no
 * longer admit, and the money is on its way. What cost nothing is refunded by it. Safe to call again
 * for the same reservations, and from several processes at once.
 *
 * @returns how many refunds were started.
 */
export async function refundGroup(
  ctx: Pick<PaymentContext, "db" | "alarms">,
  eventId: string,
  reservationIds: readonly string[],
): Promise<number> {
  const started = await transaction(ctx.db, async (tx) => {
    const paid = await lockPaid(tx, eventId, reservationIds);
    if (paid.length === 0) return undefined;
    const at = await instantAfter(tx, paid);
    await insertRefunds(tx, eventId, paid, at);
    await count(tx, eventId, paid, at);
    return { paid, at };
  });
  if (started === undefined) return 0;
  const { paid, at } = started;
  if (paid.some(({ amount }) => amount > 0)) ctx.alarms.reconcileAt(at);
  return paid.length;
}

// What is locked is being refunded, or admitted, at this moment; the next call looks at it again.
const LOCK_PAID = `
  SELECT r.id, r.items, r.paid_at AS "paidAt", p.id AS "paymentId", p.amount
  FROM reservations r,
    LATERAL (
      SELECT id, amount FROM payments
      WHERE reservation_id = r.id AND event_id = $1 AND status = 'captured'
      ORDER BY id LIMIT 1
    ) AS p
  WHERE r.event_id = $1 AND r.id = ANY ($2) AND r.status = 'paid'
  ORDER BY r.id
  FOR UPDATE OF r SKIP LOCKED`;

async function lockPaid(
  tx: Transaction,
  eventId: string,
  reservationIds: readonly string[],
): Promise<Paid[]> {
  const { rows } = await tx.client.query<
    Omit<Paid, "items" | "amount"> & { items: number[][]; amount: string }
  >({ name: "lock-paid", text: LOCK_PAID, values: [eventId, reservationIds] });
  return rows.map((row) => ({ ...row, items: row.items.map(itemRow), amount: Number(row.amount) }));
}

/** Later than every payment, or the repeated reply to one of them would tell of its refund. */
async function instantAfter(tx: Transaction, paid: readonly Paid[]): Promise<Date> {
  const now = await databaseNow(tx);
  return new Date(Math.max(now.getTime(), ...paid.map(({ paidAt }) => paidAt.getTime() + 1)));
}

// Without a key, which a request could have taken first: the lock and the status make each but once.
const INSERT = `
  WITH begun AS (
    INSERT INTO refunds (id, event_id, reservation_id, payment_id, amount, status,
                         requested_at, settled_at, next_attempt_at)
    SELECT a.id, $1, a.reservation_id, a.payment_id, a.amount,
           (CASE WHEN a.amount = 0 THEN 'done' ELSE 'pending' END)::refund_status,
           $6, CASE WHEN a.amount = 0 THEN $6::timestamptz END, $6
    FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[])
      AS a (id, reservation_id, payment_id, amount)
    RETURNING reservation_id, amount
  )
  UPDATE reservations AS r
  SET status = (CASE WHEN b.amount = 0 THEN 'refunded' ELSE 'refunding' END)::reservation_status,
      closed_at = CASE WHEN b.amount = 0 THEN $6::timestamptz END
  FROM begun AS b
  WHERE r.id = b.reservation_id AND r.event_id = $1`;

async function insertRefunds(
  tx: Transaction,
  eventId: string,
  paid: readonly Paid[],
  at: Date,
): Promise<void> {
  await tx.client.query({
    name: "insert-refunds",
    text: INSERT,
    values: [
      eventId,
      paid.map(() => randomUUIDv7()),
      paid.map(({ id }) => id),
      paid.map(({ paymentId }) => paymentId),
      paid.map(({ amount }) => amount),
      at,
    ],
  });
}

async function count(
  tx: Transaction,
  eventId: string,
  paid: readonly Paid[],
  at: Date,
): Promise<void> {
  const sums = await sumItems(
    tx,
    eventId,
    paid.map(({ items }) => items),
  );
  moveTickets(tx, eventId, sums, { held: 0, sold: -1 });
  const free = paid.filter(({ amount }) => amount === 0);
  if (free.length === 0) return;
  addToMinute(tx, eventId, at, {
    reservations: { refunded: free.length },
    tickets: { refunded: free.reduce((sum, { items }) => sum + ticketsOf(items), 0) },
  });
}

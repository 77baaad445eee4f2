import { payments, reservations } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { and, eq } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import { lockReservation } from "../reservations/lock-reservation.ts";
import { moveTickets, reservedItems } from "../inventory/move-tickets.ts";
import type { PaymentContext } from "./payment-context.ts";

/** Pins at once: more than this are left for the next call. */
const PINS_MAX = 500;

const RUN_OUT = `
  SELECT p.reservation_id AS "reservationId"
  FROM payments p
  JOIN reservations r ON r.id = p.reservation_id AND r.event_id = p.event_id
  WHERE p.status = 'pending' AND p.pinned_until <= clock_timestamp()
    AND r.status = 'paying' AND NOT r.given_back
  ORDER BY p.pinned_until LIMIT ${PINS_MAX}`;

/**
 * Gives back the tickets that waited longer than they may for a gateway's answer. The payment stays
 * unknown until the gateway says; a success takes the tickets again, or else goes back.
 *
 * @returns how many reservations gave their tickets back.
 * @throws the first error, once all others have been tried.
 */
export async function releasePins(ctx: Pick<PaymentContext, "db">): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ reservationId: string }>({
    name: "pins-run-out",
    text: RUN_OUT,
  });
  let released = 0;
  let failure: { readonly error: unknown } | undefined;
  for (const { reservationId } of rows) {
    try {
      if (await transaction(ctx.db, (tx) => giveBack(tx, reservationId))) released++;
    } catch (error) {
      // One that fails is the first again the next time, and must not keep the others' tickets.
      failure ??= { error };
    }
  }
  if (failure !== undefined) throw failure.error;
  return released;
}

const FIND_RUN_OUT = `
  SELECT id FROM payments
  WHERE reservation_id = $1 AND event_id = $2 AND status = 'pending'
    AND pinned_until <= clock_timestamp()`;

async function giveBack(tx: Transaction, reservationId: string): Promise<boolean> {
  const reservation = await lockReservation(tx, reservationId);
  const { eventId, status, givenBack } = reservation;
  if (status !== "paying" || givenBack) return false;
  // Another attempt may have begun since, with a pin of its own.
  const { rows } = await tx.client.query<{ id: string }>(FIND_RUN_OUT, [reservationId, eventId]);
  const [payment] = rows;
  if (payment === undefined) return false;

  await tx.orm
    .update(payments)
    .set({ givenBackAt: await databaseNow(tx) })
    .where(and(eq(payments.id, payment.id), eq(payments.eventId, eventId)));
  await tx.orm
    .update(reservations)
    .set({ givenBack: true })
    .where(and(eq(reservations.id, reservationId), eq(reservations.eventId, eventId)));
  const items = await reservedItems(tx, reservation);
  moveTickets(tx, eventId, items, { held: -1, sold: 0 });
  return true;
}

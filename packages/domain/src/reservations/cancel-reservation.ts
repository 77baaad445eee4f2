import { reservations } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { databaseNow } from "../clock.ts";
import type { DomainContext } from "../context.ts";
import { DomainError, hasRunOut, notFound } from "../errors.ts";
import { moveTickets, reservedItems } from "../inventory/move-tickets.ts";
import { addToMinute } from "../statistics/rollup.ts";
import { authorize } from "./authorize.ts";
import { isHeld, lockUnlessDue } from "./lock-reservation.ts";
import { loadRecord } from "./record.ts";
import type { Reservation } from "./shapes.ts";
import { next } from "./state.ts";
import { ticketsOf, viewReservation } from "./view.ts";

/**
 * Gives a held reservation's tickets back at once.
 *
 * @throws {DomainError} UNAUTHENTICATED, NOT_FOUND; PAYMENT_IN_PROGRESS while an attempt to pay is
 *   under way; RESERVATION_EXPIRED once it is due; RESERVATION_CLOSED when it is paid or over.
 */
export async function cancelReservation(
  ctx: Pick<DomainContext, "db" | "accessTokens">,
  input: { reservationId: string },
  token: string | undefined,
): Promise<Reservation> {
  const reservationId = input.reservationId.toLowerCase();
  authorize(ctx, reservationId, token);
  const closedAt = await transaction(ctx.db, (tx) => cancel(tx, reservationId));
  const record = await loadRecord(ctx.db, reservationId);
  if (record === undefined) throw notFound("The reservation");
  return viewReservation(record, closedAt);
}

async function cancel(tx: Transaction, reservationId: string): Promise<Date> {
  const reservation = await lockUnlessDue(tx, reservationId);
  const { eventId, items, expiresAt } = reservation;
  const now = await databaseNow(tx);
  const status = next(reservation.status, "cancel");
  if (reservation.status === "expired" || (status !== undefined && expiresAt <= now)) {
    throw hasRunOut(expiresAt);
  }
  if (reservation.status === "paying") {
    throw new DomainError("PAYMENT_IN_PROGRESS", "A payment is under way.", null);
  }
  if (status === undefined) {
    throw new DomainError("RESERVATION_CLOSED", `The reservation is ${reservation.status}.`, {
      status: reservation.status,
    });
  }
  const { rowCount } = await tx.orm
    .update(reservations)
    .set({ status, closedAt: now })
    .where(isHeld(reservation));
  if (rowCount === 0) throw hasRunOut(expiresAt);
  moveTickets(tx, eventId, await reservedItems(tx, reservation), { held: -1, sold: 0 });
  addToMinute(tx, eventId, now, {
    reservations: { cancelled: 1 },
    tickets: { cancelled: ticketsOf(items) },
  });
  return now;
}

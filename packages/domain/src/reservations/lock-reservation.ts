import { reservations } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { notFound } from "../errors.ts";

type Row = typeof reservations.$inferSelect;

/**
 * Locks a reservation until the transaction ends and reads it. Counters and minutes are locked only
 * after it.
 *
 * @throws {DomainError} NOT_FOUND.
 */
export async function lockReservation(tx: Transaction, reservationId: string): Promise<Row> {
  const [reservation] = await tx.orm
    .select()
    .from(reservations)
    .where(eq(reservations.id, reservationId))
    .for("update");
  if (reservation === undefined) throw notFound("The reservation");
  return reservation;
}

/**
 * Locks a reservation for who may still pay or cancel it, and reads it. A hold that is due is only
 * read, after whoever locked it in time: from then on it is for others to take back, and nobody who
 * comes too late may keep them from it. So the caller changes no hold that is due, and others only
 * while `isHeld` is true of them: the clock may step back between two looks at it.
 *
 * @throws {DomainError} NOT_FOUND.
 */
export async function lockUnlessDue(tx: Transaction, reservationId: string): Promise<Row> {
  const isDue = sql`${reservations.status} = 'held' AND ${reservations.expiresAt} <= statement_timestamp()`;
  const isThis = eq(reservations.id, reservationId);
  const [open] = await tx.orm
    .select()
    .from(reservations)
    .where(and(isThis, sql`NOT (${isDue})`))
    .for("update");
  if (open !== undefined) return open;
  // The weakest lock: it waits for those before, and `expireDue` does not wait for it.
  const [due] = await tx.orm.select().from(reservations).where(isThis).for("key share");
  if (due === undefined) throw notFound("The reservation");
  return due;
}

/** Picks a reservation for as long as its tickets are held. */
export function isHeld({ id, eventId }: Pick<Row, "id" | "eventId">): SQL | undefined {
  return and(
    eq(reservations.id, id),
    eq(reservations.eventId, eventId),
    eq(reservations.status, "held"),
  );
}

import { reservations } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import { eq } from "drizzle-orm";
import { notFound } from "../errors.ts";

/**
 * Locks a reservation until the transaction ends and reads it. Counters and minutes are locked only
 * after it.
 *
 * @throws {DomainError} NOT_FOUND.
 */
export async function lockReservation(
  tx: Transaction,
  reservationId: string,
): Promise<typeof reservations.$inferSelect> {
  const [reservation] = await tx.orm
    .select()
    .from(reservations)
    .where(eq(reservations.id, reservationId))
    .for("update");
  if (reservation === undefined) throw notFound("The reservation");
  return reservation;
}

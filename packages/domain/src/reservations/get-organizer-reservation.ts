import { events, reservations } from "@stampede/db/schema";
import { readOnSnapshot } from "@stampede/db/transaction";
import { and, asc, eq } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import type { DomainContext } from "../context.ts";
import { notFound } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { loadRecords } from "./record.ts";
import type { Reservation } from "./shapes.ts";
import { viewReservation } from "./view.ts";

/**
 * A reservation of one of the organizer's events.
 *
 * @throws {DomainError} NOT_FOUND when there is none, or its event is another organizer's.
 */
export async function getOrganizerReservation(
  { db }: Pick<DomainContext, "db">,
  { reservationId }: { readonly reservationId: string },
  organizer: Pick<Organizer, "id">,
): Promise<Reservation> {
  return await readOnSnapshot(db, async (tx) => {
    const [record] = await loadRecords(tx, {
      where: and(eq(reservations.id, reservationId), eq(events.organizerId, organizer.id)),
      orderBy: asc(reservations.id),
      limit: 1,
    });
    if (record === undefined) throw notFound("The reservation");
    return viewReservation(record, await databaseNow(tx));
  });
}

import type { Database } from "@stampede/db/client";
import { earlierNames } from "@stampede/db/schema";
import { and, asc, eq, gt } from "drizzle-orm";
import { notFound } from "../errors.ts";
import { loadRecord, type ReservationRecord } from "./record.ts";
import type { Reservation } from "./shapes.ts";
import { recordAsOf, viewReservation } from "./view.ts";

/**
 * The reply that was given of a reservation at an instant of its past, names included, so that the
 * same key gives the same reply whatever has happened since.
 *
 * @param at database time of what the reply told.
 * @throws {DomainError} NOT_FOUND.
 */
export async function replay(db: Database, reservationId: string, at: Date): Promise<Reservation> {
  const record = await loadRecord(db, reservationId);
  if (record === undefined) throw notFound("The reservation");
  return viewReservation(await withNamesOf(db, recordAsOf(record, at), at), at);
}

async function withNamesOf(
  { orm }: Database,
  record: ReservationRecord,
  at: Date,
): Promise<ReservationRecord> {
  const { eventId } = record.reservation;
  const rows = await orm
    .select()
    .from(earlierNames)
    .where(and(eq(earlierNames.eventId, eventId), gt(earlierNames.until, at)))
    .orderBy(asc(earlierNames.until));
  if (rows.length === 0) return record;
  // The first that was given up after `at` is the one that was shown then.
  const names = new Map(rows.toReversed().map(({ subjectId, name }) => [subjectId, name]));
  return {
    ...record,
    eventName: names.get(eventId) ?? record.eventName,
    ticketTypes: new Map(
      [...record.ticketTypes].map(([position, type]) => [
        position,
        { ...type, name: names.get(type.id) ?? type.name },
      ]),
    ),
  };
}

import type { Database } from "@stampede/db/client";
import { loadAvailability } from "../inventory/load-availability.ts";

/** When the next held tickets of this type fall due, or undefined where none is held. */
export async function nextReleaseAt(
  db: Database,
  eventId: string,
  ticketTypeId: string,
): Promise<Date | undefined> {
  const availability = (await loadAvailability(db, [eventId])).get(eventId);
  const type = availability?.ticketTypes.find((entry) => entry.ticketTypeId === ticketTypeId);
  return type?.nextReleaseAt == null ? undefined : new Date(type.nextReleaseAt);
}

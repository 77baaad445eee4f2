import { events } from "@stampede/db/schema";
import { and, eq } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { notFound } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { loadEvent } from "./load-events.ts";
import type { OrganizerEvent } from "./shapes.ts";

/**
 * An event of this organizer, whatever its status.
 *
 * @throws {DomainError} `NOT_FOUND` when there is none, or it is another organizer's.
 */
export async function getOrganizerEvent(
  { db }: Pick<DomainContext, "db">,
  { eventId }: { readonly eventId: string },
  organizer: Organizer,
): Promise<OrganizerEvent> {
  const found = await loadEvent(db, isOwn(eventId, organizer));
  if (found === undefined) throw notFound("The event");
  return found;
}

/** The condition that an event has this id and is this organizer's: the owner filter, in one place. */
export function isOwn(eventId: string, organizer: Organizer) {
  return and(eq(events.id, eventId), eq(events.organizerId, organizer.id));
}

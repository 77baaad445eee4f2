import type { Database } from "@stampede/db/client";
import { events } from "@stampede/db/schema";
import { isOwn } from "../events/get-organizer-event.ts";
import { notFound } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";

/**
 * The timezone of an event that must be this organizer's.
 *
 * @throws {DomainError} `NOT_FOUND` when there is no such event, or it is another organizer's.
 */
export async function ownEvent(
  { orm }: Pick<Database, "orm">,
  eventId: string,
  organizer: Organizer,
): Promise<{ timezone: string }> {
  const [found] = await orm
    .select({ timezone: events.timezone })
    .from(events)
    .where(isOwn(eventId, organizer));
  if (found === undefined) throw notFound("The event");
  return found;
}

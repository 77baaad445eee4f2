import type { Database } from "@stampede/db/client";
import { events, inventory, ticketTypes } from "@stampede/db/schema";
import { and, eq } from "drizzle-orm";
import { notFound } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { viewTicketType } from "./load-events.ts";
import type { OrganizerTicketType } from "./shapes.ts";

/**
 * A ticket type of one of this organizer's events, and which event that is.
 *
 * @throws {DomainError} `NOT_FOUND` when there is none, or it is another organizer's.
 */
export async function loadTicketType(
  { orm }: Pick<Database, "orm">,
  ticketTypeId: string,
  organizer: Organizer,
): Promise<{ eventId: string; ticketType: OrganizerTicketType }> {
  const [found] = await orm
    .select({ ticketType: ticketTypes, capacity: inventory.capacity })
    .from(ticketTypes)
    .innerJoin(events, eq(events.id, ticketTypes.eventId))
    .innerJoin(
      inventory,
      and(eq(inventory.eventId, ticketTypes.eventId), eq(inventory.ticketTypeId, ticketTypes.id)),
    )
    .where(and(eq(ticketTypes.id, ticketTypeId), eq(events.organizerId, organizer.id)));
  if (found === undefined) throw notFound("The ticket type");
  return { eventId: found.ticketType.eventId, ticketType: viewTicketType(found) };
}

import { events, ticketTypes } from "@stampede/db/schema";
import { and, eq, exists, sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { DomainError, invalidInput } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { getOrganizerEvent, isOwn } from "./get-organizer-event.ts";
import type { OrganizerEvent } from "./shapes.ts";

/**
 * Makes a draft visible to everybody and its tickets buyable. A published event stays as it is.
 *
 * @throws {DomainError} `NOT_FOUND`; `INVALID_INPUT` for a draft without a ticket type;
 *   `EVENT_NOT_ON_SALE` for an event that was cancelled.
 */
export async function publishEvent(
  ctx: Pick<DomainContext, "db">,
  input: { readonly eventId: string },
  organizer: Organizer,
): Promise<OrganizerEvent> {
  const { orm } = ctx.db;
  const anyTicketType = orm
    .select({ id: ticketTypes.id })
    .from(ticketTypes)
    .where(eq(ticketTypes.eventId, events.id));
  await orm
    .update(events)
    .set({ status: "published", updatedAt: sql`clock_timestamp()` })
    .where(and(isOwn(input.eventId, organizer), eq(events.status, "draft"), exists(anyTicketType)));

  const event = await getOrganizerEvent(ctx, input, organizer);
  switch (event.status) {
    case "published":
      return event;
    case "draft":
      throw invalidInput(["eventId"], "An event needs a ticket type before it is published.");
    case "cancelled":
      throw new DomainError("EVENT_NOT_ON_SALE", "A cancelled event is not published again.", null);
    default:
      return event.status satisfies never;
  }
}

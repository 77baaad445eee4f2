import { events, inventory, ticketTypes } from "@stampede/db/schema";
import { and, asc, eq } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { SUMS, figuresOf } from "./figures.ts";
import { ownEvent } from "./own-event.ts";
import type { ByTicketTypeInput, ByTicketTypeOutput } from "./shapes.ts";

/**
 * How many tickets of each ticket type name, such as `VIP`, are available, held and sold over the
 * organizer's events, or in one of them. Names are told apart by case; they come in their own order.
 *
 * @throws {DomainError} `NOT_FOUND` when the event is not there, or another organizer's.
 */
export async function byTicketType(
  { db }: Pick<DomainContext, "db">,
  { name, eventId }: ByTicketTypeInput,
  organizer: Organizer,
): Promise<ByTicketTypeOutput> {
  if (eventId !== undefined) await ownEvent(db, eventId, organizer);
  const rows = await db.orm
    .select({ name: ticketTypes.name, ...SUMS })
    .from(events)
    .innerJoin(ticketTypes, eq(ticketTypes.eventId, events.id))
    .innerJoin(
      inventory,
      and(eq(inventory.eventId, ticketTypes.eventId), eq(inventory.ticketTypeId, ticketTypes.id)),
    )
    .where(
      and(
        eq(events.organizerId, organizer.id),
        eventId === undefined ? undefined : eq(events.id, eventId),
        name === undefined ? undefined : eq(ticketTypes.name, name),
      ),
    )
    .groupBy(ticketTypes.name)
    .orderBy(asc(ticketTypes.name));
  return {
    items: rows.map(({ name: typeName, ...sums }) => ({ name: typeName, ...figuresOf(sums) })),
  };
}

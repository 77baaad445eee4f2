import { events, inventory } from "@stampede/db/schema";
import { and, asc, eq } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { notFound } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { SUMS, figuresOf } from "./figures.ts";
import type { ByEventInput, ByEventOutput } from "./shapes.ts";

/**
 * How many tickets of each of the organizer's events, or of one, are available, held and sold.
 * Soonest event first.
 *
 * @throws {DomainError} `NOT_FOUND` when the event is not there, or another organizer's.
 */
export async function byEvent(
  { db }: Pick<DomainContext, "db">,
  { eventId }: ByEventInput,
  organizer: Organizer,
): Promise<ByEventOutput> {
  const rows = await db.orm
    .select({ eventId: events.id, eventName: events.name, ...SUMS })
    .from(events)
    .leftJoin(inventory, eq(inventory.eventId, events.id))
    .where(
      and(
        eq(events.organizerId, organizer.id),
        eventId === undefined ? undefined : eq(events.id, eventId),
      ),
    )
    .groupBy(events.id)
    .orderBy(asc(events.startsAt), asc(events.id));
  if (eventId !== undefined && rows.length === 0) throw notFound("The event");
  return {
    items: rows.map(({ eventId: id, eventName, ...sums }) => ({
      eventId: id,
      eventName,
      ...figuresOf(sums),
    })),
  };
}

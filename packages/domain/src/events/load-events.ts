import type { Database } from "@stampede/db/client";
import { events, inventory, organizers, ticketTypes } from "@stampede/db/schema";
import { type SQL, and, eq, inArray } from "drizzle-orm";
import { euros } from "../shapes.ts";
import type { Event, OrganizerEvent, OrganizerTicketType } from "./shapes.ts";

/** An event with its organizer. */
interface EventRow {
  readonly event: typeof events.$inferSelect;
  readonly organizer: { readonly name: string; readonly slug: string };
}

interface TicketTypeRow {
  readonly ticketType: typeof ticketTypes.$inferSelect;
  readonly capacity: number;
}

/** The events of such rows, with the ticket types that they have now. */
export async function withTicketTypes(
  { orm }: Pick<Database, "orm">,
  rows: readonly EventRow[],
): Promise<OrganizerEvent[]> {
  if (rows.length === 0) return [];
  const types = await orm
    .select({ ticketType: ticketTypes, capacity: inventory.capacity })
    .from(ticketTypes)
    .innerJoin(
      inventory,
      and(eq(inventory.eventId, ticketTypes.eventId), eq(inventory.ticketTypeId, ticketTypes.id)),
    )
    .where(
      inArray(
        ticketTypes.eventId,
        rows.map(({ event }) => event.id),
      ),
    )
    .orderBy(ticketTypes.eventId, ticketTypes.position);
  const byEvent = Map.groupBy(types, ({ ticketType }) => ticketType.eventId);
  return rows.map((row) => viewEvent(row, byEvent.get(row.event.id) ?? []));
}

/** Reads the one event that `where` describes, or undefined. */
export async function loadEvent(
  db: Pick<Database, "orm">,
  where: SQL | undefined,
): Promise<OrganizerEvent | undefined> {
  const rows = await db.orm
    .select({ event: events, organizer: { name: organizers.name, slug: organizers.slug } })
    .from(events)
    .innerJoin(organizers, eq(organizers.id, events.organizerId))
    .where(where)
    .limit(1);
  const [event] = await withTicketTypes(db, rows);
  return event;
}

/** The event without what is its organizer's alone to see. */
export function publicEvent(event: OrganizerEvent): Event {
  return {
    ...event,
    ticketTypes: event.ticketTypes.map(
      ({ id, name, description, price, maxPerReservation, salesStartAt, salesEndAt }) => ({
        id,
        name,
        description,
        price,
        maxPerReservation,
        salesStartAt,
        salesEndAt,
      }),
    ),
  };
}

/** A ticket type as its organizer sees it. */
export function viewTicketType({ ticketType, capacity }: TicketTypeRow): OrganizerTicketType {
  return {
    id: ticketType.id,
    name: ticketType.name,
    description: ticketType.description,
    price: euros(ticketType.priceAmount),
    capacity,
    maxPerReservation: ticketType.maxPerReservation,
    salesStartAt: ticketType.salesStartAt?.toISOString() ?? null,
    salesEndAt: ticketType.salesEndAt?.toISOString() ?? null,
  };
}

function viewEvent(
  { event, organizer }: EventRow,
  types: readonly TicketTypeRow[],
): OrganizerEvent {
  return {
    id: event.id,
    slug: event.slug,
    name: event.name,
    description: event.description,
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt?.toISOString() ?? null,
    timezone: event.timezone,
    venue: event.venue,
    status: event.status,
    organizer,
    ticketTypes: types.map(viewTicketType),
  };
}

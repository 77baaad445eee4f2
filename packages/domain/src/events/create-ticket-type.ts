import { events, ticketTypes } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { eq, max } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { isOwn } from "./get-organizer-event.ts";
import { insertTicketTypes } from "./insert-ticket-types.ts";
import { loadTicketType } from "./load-ticket-type.ts";
import {
  type CreateTicketTypeInput,
  type OrganizerTicketType,
  TICKET_TYPES_MAX,
} from "./shapes.ts";

/**
 * Adds a ticket type behind those that the event has.
 *
 * @throws {DomainError} `NOT_FOUND` when there is no such event, or it is another organizer's;
 *   `INVALID_INPUT` when it has 100 ticket types.
 */
export async function createTicketType(
  ctx: Pick<DomainContext, "db">,
  input: CreateTicketTypeInput,
  organizer: Organizer,
): Promise<OrganizerTicketType> {
  const id = await transaction(ctx.db, async (tx) => {
    const position = await nextPosition(tx, input.eventId, organizer);
    const [added] = await insertTicketTypes(tx, input.eventId, position, [input]);
    if (added === undefined) throw new Error("a ticket type was not inserted");
    return added;
  });
  const { ticketType } = await loadTicketType(ctx.db, id, organizer);
  return ticketType;
}

/** Locks the event, so that two ticket types added at once get positions of their own. */
async function nextPosition(
  tx: Transaction,
  eventId: string,
  organizer: Organizer,
): Promise<number> {
  const [event] = await tx.orm
    .select({ id: events.id })
    .from(events)
    .where(isOwn(eventId, organizer))
    .for("no key update");
  if (event === undefined) throw notFound("The event");
  const [last] = await tx.orm
    .select({ position: max(ticketTypes.position) })
    .from(ticketTypes)
    .where(eq(ticketTypes.eventId, eventId));
  const position = (last?.position ?? 0) + 1;
  if (position > TICKET_TYPES_MAX) {
    throw invalidInput(["eventId"], `An event has at most ${TICKET_TYPES_MAX} ticket types.`);
  }
  return position;
}

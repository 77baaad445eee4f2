import { events, reservations, tickets } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { notFound } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";
import type { CheckInInput, CheckInOutput } from "./shapes.ts";
import { normalizeTicketCode } from "./ticket-code.ts";

type TicketRow = typeof tickets.$inferSelect;

/**
 * Admits the person who shows a ticket's code at one of this organizer's events, once. The code may
 * be in any case, with dashes or spaces.
 *
 * @returns `already_checked_in` with the time of the first, `refunded` for a ticket whose money is
 *   back or on its way, as it is from the moment in which its event is cancelled, `unknown` without a
 *   ticket for a code that this event has not issued.
 * @throws {DomainError} NOT_FOUND when there is no such event, or it is another organizer's.
 */
export async function checkIn(
  ctx: Pick<DomainContext, "db">,
  input: CheckInInput,
  organizer: Pick<Organizer, "id">,
): Promise<CheckInOutput> {
  const eventId = input.eventId.toLowerCase();
  const [own] = await ctx.db.orm
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.id, eventId), eq(events.organizerId, organizer.id)));
  if (own === undefined) throw notFound("The event");
  const [ticket] = await ctx.db.orm
    .select()
    .from(tickets)
    .where(and(eq(tickets.eventId, eventId), eq(tickets.code, normalizeTicketCode(input.code))));
  if (ticket === undefined) return { result: "unknown", ticket: null };
  return transaction(ctx.db, (tx) => admit(tx, ticket));
}

async function admit(tx: Transaction, ticket: TicketRow): Promise<CheckInOutput> {
  const { id, eventId, reservationId } = ticket;
  // Shared, so that the tickets of one reservation do not wait for each other; a refund waits, or
  // is waited for.
  const [reservation] = await tx.orm
    .select({ status: reservations.status })
    .from(reservations)
    .where(and(eq(reservations.id, reservationId), eq(reservations.eventId, eventId)))
    .for("share");
  if (reservation?.status !== "paid") return { result: "refunded", ticket: view(ticket) };
  // Its refund may not have begun yet: cancelling comes before, and winding up takes its time. Who
  // cancels waits, or is waited for; after the reservation, for whoever cancels locks none.
  const [event] = await tx.orm
    .select({ status: events.status })
    .from(events)
    .where(eq(events.id, eventId))
    .for("share");
  if (event?.status !== "published") return { result: "refunded", ticket: view(ticket) };

  const isTicket = and(eq(tickets.id, id), eq(tickets.eventId, eventId));
  const [admitted] = await tx.orm
    .update(tickets)
    .set({ checkedInAt: sql`date_trunc('milliseconds', clock_timestamp())` })
    .where(and(isTicket, isNull(tickets.checkedInAt)))
    .returning();
  if (admitted !== undefined) return { result: "admitted", ticket: view(admitted) };
  const [earlier] = await tx.orm.select().from(tickets).where(isTicket);
  return { result: "already_checked_in", ticket: view(earlier ?? ticket) };
}

function view({ id, ticketTypeId, code, checkedInAt }: TicketRow): CheckInOutput["ticket"] {
  return { id, ticketTypeId, code, checkedInAt: checkedInAt?.toISOString() ?? null };
}

import { inventory, ticketTypes } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { and, eq, sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { DomainError, invalidInput } from "../errors.ts";
import { lockCounters } from "../inventory/counters.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { keepName } from "./keep-name.ts";
import { loadTicketType } from "./load-ticket-type.ts";
import { type OrganizerTicketType, type UpdateTicketTypeInput, isSalesWindow } from "./shapes.ts";

/**
 * Changes what is named of a ticket type; what is absent stays. What was reserved before keeps the
 * price it was reserved at.
 *
 * @throws {DomainError} `NOT_FOUND` when there is none, or it is another organizer's;
 *   `CAPACITY_TOO_SMALL` when more than the new capacity are held and sold; `INVALID_INPUT` at
 *   `salesEndAt` when the sale would end before it starts.
 */
export async function updateTicketType(
  ctx: Pick<DomainContext, "db">,
  input: UpdateTicketTypeInput,
  organizer: Organizer,
): Promise<OrganizerTicketType> {
  const { ticketTypeId, capacity } = input;
  // Before any lock: a stranger must not be able to hold up an event's sale.
  const { eventId } = await loadTicketType(ctx.db, ticketTypeId, organizer);
  return transaction(ctx.db, async (tx) => {
    // The counter's row comes first, as in every sale, whose price and limits are read under it.
    if (capacity === undefined) await lockCounters(tx, eventId, [ticketTypeId]);
    else await setCapacity(tx, eventId, ticketTypeId, capacity);

    const before = await loadTicketType(tx, ticketTypeId, organizer);
    const { name } = before.ticketType;
    if (input.name !== undefined && input.name !== name) {
      await keepName(tx, { eventId, id: ticketTypeId, name });
    }
    const changes = changesOf(input);
    if (Object.values(changes).some((value) => value !== undefined)) {
      await tx.orm
        .update(ticketTypes)
        .set(changes)
        .where(and(eq(ticketTypes.id, ticketTypeId), eq(ticketTypes.eventId, eventId)));
    }
    const { ticketType } = await loadTicketType(tx, ticketTypeId, organizer);
    if (!isSalesWindow(ticketType)) {
      throw invalidInput(["salesEndAt"], "The sale would end before it starts.");
    }
    return ticketType;
  });
}

async function setCapacity(
  tx: Transaction,
  eventId: string,
  ticketTypeId: string,
  capacity: number,
): Promise<void> {
  const ofTicketType = and(
    eq(inventory.eventId, eventId),
    eq(inventory.ticketTypeId, ticketTypeId),
  );
  // The CHECK guards the same; the condition makes a refusal a row less, and no error.
  const { rowCount } = await tx.orm
    .update(inventory)
    .set({ capacity })
    .where(and(ofTicketType, sql`${inventory.held} + ${inventory.sold} <= ${capacity}`));
  if (rowCount === 1) return;
  const [counters] = await lockCounters(tx, eventId, [ticketTypeId]);
  if (counters === undefined) throw new Error(`ticket type ${ticketTypeId} has no counters`);
  const reserved = counters.held + counters.sold;
  // Some were given back in between; under the lock none can be taken.
  if (reserved <= capacity) return setCapacity(tx, eventId, ticketTypeId, capacity);
  throw new DomainError(
    "CAPACITY_TOO_SMALL",
    `${reserved} tickets are held or sold already: the capacity cannot be ${capacity}.`,
    { ticketTypeId, reserved },
  );
}

/** The columns to set; one that is undefined is left out of the statement. */
function changesOf(input: UpdateTicketTypeInput) {
  const { name, description, price, maxPerReservation, salesStartAt, salesEndAt } = input;
  return {
    name,
    description,
    priceAmount: price?.amount,
    priceCurrency: price?.currency,
    maxPerReservation,
    salesStartAt: salesStartAt == null ? salesStartAt : new Date(salesStartAt),
    salesEndAt: salesEndAt == null ? salesEndAt : new Date(salesEndAt),
  };
}

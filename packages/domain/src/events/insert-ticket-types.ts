import { randomUUIDv7 } from "node:crypto";
import { inventory, ticketTypes } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import type { NewTicketType } from "./shapes.ts";

/**
 * Writes ticket types and their counters in this order.
 *
 * @param firstPosition the position of the first; the caller has made sure that it and those after
 *   it are free.
 * @returns the new ticket types' ids, in this order.
 */
export async function insertTicketTypes(
  tx: Transaction,
  eventId: string,
  firstPosition: number,
  inputs: readonly NewTicketType[],
): Promise<string[]> {
  if (inputs.length === 0) return [];
  const added = inputs.map((input) => ({ id: randomUUIDv7(), input }));
  await tx.orm.insert(ticketTypes).values(
    added.map(({ id, input }, index) => ({
      id,
      eventId,
      position: firstPosition + index,
      name: input.name,
      description: input.description,
      priceAmount: input.price.amount,
      priceCurrency: input.price.currency,
      maxPerReservation: input.maxPerReservation,
      salesStartAt: toDate(input.salesStartAt),
      salesEndAt: toDate(input.salesEndAt),
    })),
  );
  await tx.orm
    .insert(inventory)
    .values(
      added.map(({ id, input }) => ({ eventId, ticketTypeId: id, capacity: input.capacity })),
    );
  return added.map(({ id }) => id);
}

function toDate(instant: string | null | undefined): Date | null {
  return instant == null ? null : new Date(instant);
}

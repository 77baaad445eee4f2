import type { ItemRow } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import { changeCounters, lockCounters } from "../inventory/counters.ts";
import { ticketTypeIds } from "../reservations/expire-due.ts";

/** An item of a reservation with the id of its ticket type. */
export interface ReservedItem {
  readonly ticketTypeId: string;
  readonly quantity: number;
  /** Minor units for all of `quantity`. */
  readonly amount: number;
}

/** The items of a reservation, with their ticket types' ids and what they cost together. */
export async function reservedItems(
  tx: Transaction,
  { eventId, items }: { readonly eventId: string; readonly items: readonly ItemRow[] },
): Promise<ReservedItem[]> {
  const ids = await ticketTypeIds(
    tx,
    eventId,
    items.map(([position]) => position),
  );
  return items.map(([position, quantity, unitAmount]) => {
    const ticketTypeId = ids.get(position);
    if (ticketTypeId === undefined) {
      throw new Error(`event ${eventId} has no ticket type ${position}`);
    }
    return { ticketTypeId, quantity, amount: quantity * unitAmount };
  });
}

/**
 * Moves all the tickets of a reservation between what is held, what is sold and what is free; what
 * they cost follows what is sold. Locks the counters.
 *
 * @param by 1 into a counter, -1 out of it, 0 neither.
 */
export async function moveTickets(
  tx: Transaction,
  eventId: string,
  items: readonly ReservedItem[],
  by: { readonly held: -1 | 0; readonly sold: -1 | 0 | 1 },
): Promise<void> {
  if (by.held === 0 && by.sold === 0) return;
  await lockCounters(
    tx,
    eventId,
    items.map(({ ticketTypeId }) => ticketTypeId),
  );
  changeCounters(
    tx,
    eventId,
    items.map(({ ticketTypeId, quantity, amount }) => ({
      ticketTypeId,
      held: by.held * quantity,
      sold: by.sold * quantity,
      revenue: by.sold * amount,
    })),
  );
}

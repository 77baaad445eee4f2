import type { ItemRow } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import { changeCounters, sendLockCounters } from "./counters.ts";

/** An item of a reservation with the id of its ticket type. */
export interface ReservedItem {
  readonly ticketTypeId: string;
  readonly quantity: number;
  /** Minor units for all of `quantity`. */
  readonly amount: number;
}

const TICKET_TYPES = `
  SELECT id, position FROM ticket_types WHERE event_id = $1 AND position = ANY ($2)`;

/** The items of a reservation, with their ticket types' ids and what they cost together. */
export async function reservedItems(
  tx: Transaction,
  { eventId, items }: { readonly eventId: string; readonly items: readonly ItemRow[] },
): Promise<ReservedItem[]> {
  const { rows } = await tx.client.query<{ id: string; position: number }>({
    name: "ticket-types-at",
    text: TICKET_TYPES,
    values: [eventId, items.map(([position]) => position)],
  });
  const ids = new Map(rows.map(({ id, position }) => [position, id]));
  return items.map(([position, quantity, unitAmount]) => {
    const ticketTypeId = ids.get(position);
    if (ticketTypeId === undefined) {
      throw new Error(`event ${eventId} has no ticket type ${position}`);
    }
    return { ticketTypeId, quantity, amount: quantity * unitAmount };
  });
}

/** Locks the counters of these items as `sendLockCounters` does. */
export function sendLockItems(
  tx: Transaction,
  eventId: string,
  items: readonly ReservedItem[],
): void {
  sendLockCounters(
    tx,
    eventId,
    items.map(({ ticketTypeId }) => ticketTypeId),
  );
}

/**
 * Moves all the tickets of a reservation between what is held, what is sold and what is free; what
 * they cost follows what is sold. Locks the counters, so the reservation is locked before.
 *
 * @param by 1 into a counter, -1 out of it, 0 neither.
 */
export function moveTickets(
  tx: Transaction,
  eventId: string,
  items: readonly ReservedItem[],
  by: { readonly held: -1 | 0; readonly sold: -1 | 0 | 1 },
): void {
  if (by.held === 0 && by.sold === 0) return;
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

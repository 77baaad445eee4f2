import type { ItemRow } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import { type ReservedItem, reservedItems } from "../inventory/move-tickets.ts";

/** The items of many reservations of one event as one list: each ticket type once, with its sums. */
export async function sumItems(
  tx: Transaction,
  eventId: string,
  reservations: readonly (readonly ItemRow[])[],
): Promise<ReservedItem[]> {
  const sums = new Map<number, { quantity: number; amount: number }>();
  for (const [position, quantity, unitAmount] of reservations.flat()) {
    const sum = sums.get(position) ?? { quantity: 0, amount: 0 };
    sum.quantity += quantity;
    sum.amount += quantity * unitAmount;
    sums.set(position, sum);
  }
  const items = [...sums.keys()].map((position): ItemRow => [position, 0, 0]);
  const types = await reservedItems(tx, { eventId, items });
  return [...sums.values()].map((sum, i) => {
    const ticketTypeId = types[i]?.ticketTypeId;
    if (ticketTypeId === undefined) throw new Error(`event ${eventId} lost a ticket type`);
    return { ...sum, ticketTypeId };
  });
}

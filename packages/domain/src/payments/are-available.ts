import type { Transaction } from "@stampede/db/transaction";
import { type Counters, lockCounters } from "../inventory/counters.ts";
import type { ReservedItem } from "../inventory/move-tickets.ts";
import { takeBack, TAKE_BACK_ROUNDS_MAX } from "../reservations/take-back.ts";

/**
 * Locks the event's counters, and says whether every item could be taken from what is free. What is
 * due is free, as a buyer is shown: it is taken back where it is needed.
 *
 * @param options.mayBeginAgain whether the transaction may be begun again; see `transactionTakingBack`
 */
export async function areAvailable(
  tx: Transaction,
  eventId: string,
  options: { readonly items: readonly ReservedItem[]; readonly mayBeginAgain: boolean },
): Promise<boolean> {
  const { items, mayBeginAgain } = options;
  let counters = await lockCounters(tx, eventId, "all");
  for (let round = 0; round < TAKE_BACK_ROUNDS_MAX; round++) {
    const short = shortOf(items, counters);
    if (short.length === 0) return true;
    const returned = await takeBack(tx, eventId, { counters, short, mayBeginAgain });
    if (returned === undefined) return false;
    counters = returned;
  }
  return shortOf(items, counters).length === 0;
}

function shortOf(items: readonly ReservedItem[], counters: readonly Counters[]): string[] {
  const free = new Map(
    counters.map(({ ticketTypeId, capacity, held, sold }) => [
      ticketTypeId,
      capacity - held - sold,
    ]),
  );
  return items
    .filter(({ ticketTypeId, quantity }) => quantity > (free.get(ticketTypeId) ?? 0))
    .map(({ ticketTypeId }) => ticketTypeId);
}

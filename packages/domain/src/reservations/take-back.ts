import type { Transaction } from "@stampede/db/transaction";
import { changeLockedCounters, type Counters } from "../inventory/counters.ts";
import { addToMinute } from "../statistics/rollup.ts";
import { expireDue } from "./expire-due.ts";

/** Due holds that are taken back at a time: enough for many groups, and still a short transaction. */
const TAKE_BACK_MAX = 1_000;
/** Times that one transaction takes back before it decides with what it has. */
export const TAKE_BACK_ROUNDS_MAX = 10;

/**
 * Ends due holds of what is short, however many of other ticket types are due before them. The
 * caller has locked all the event's counters, for a hold may have tickets of any type.
 *
 * @returns the counters as they are then, or undefined where nothing was due
 */
export async function takeBack(
  tx: Transaction,
  eventId: string,
  options: { readonly counters: readonly Counters[]; readonly short: readonly string[] },
): Promise<Counters[] | undefined> {
  const { counters, short } = options;
  const expired = await expireDue(tx, eventId, TAKE_BACK_MAX, short);
  if (expired === undefined) return undefined;
  const { reservations, tickets, changes, at } = expired;
  changeLockedCounters(tx, eventId, changes);
  addToMinute(tx, eventId, at, {
    reservations: { expired: reservations },
    tickets: { expired: tickets },
  });
  const heldChange = new Map(changes.map(({ ticketTypeId, held }) => [ticketTypeId, held]));
  return counters.map((counter) => ({
    ...counter,
    held: counter.held + (heldChange.get(counter.ticketTypeId) ?? 0),
  }));
}

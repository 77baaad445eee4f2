import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "@stampede/db/client";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { changeLockedCounters, type Counters } from "../inventory/counters.ts";
import { addToMinute } from "../statistics/rollup.ts";
import { expireDue, isAnyDue } from "./expire-due.ts";

/** Due holds that are taken back at a time: enough for many groups, and still a short transaction. */
const TAKE_BACK_MAX = 1_000;
/** Times that one transaction takes back before it decides with what it has. */
export const TAKE_BACK_ROUNDS_MAX = 10;

/** How long a transaction is begun again while due holds are in other hands: as one waits for a lock. */
const BEGIN_AGAIN_MS_MAX = 500;
const BEGIN_AGAIN_AFTER_MS = 10;

/** Ends the transaction: what it needs is due, and in the hands of another that is about to end. */
class DueHoldsLocked extends Error {}

/**
 * Runs a transaction that takes back, and again while due holds that it needs are locked: by a
 * release that waits for the counters, or by who tried to pay or cancel just before the end. Waiting
 * for them under the counters would be waiting in a circle.
 *
 * @param work told whether it is to be begun again, or to decide with what there is.
 */
export async function transactionTakingBack<Result>(
  db: Database,
  work: (tx: Transaction, mayBeginAgain: boolean) => Promise<Result>,
): Promise<Result> {
  const beganMs = performance.now();
  for (;;) {
    const mayBeginAgain = performance.now() - beganMs < BEGIN_AGAIN_MS_MAX;
    try {
      return await transaction(db, (tx) => work(tx, mayBeginAgain));
    } catch (error) {
      if (!(error instanceof DueHoldsLocked)) throw error;
    }
    await pause(BEGIN_AGAIN_AFTER_MS);
  }
}

/**
 * Ends due holds of what is short, however many of other ticket types are due before them. The
 * caller has locked all the event's counters, for a hold may have tickets of any type.
 *
 * @param options.mayBeginAgain whether the transaction may be begun again; see `transactionTakingBack`
 * @returns the counters as they are then, or undefined where nothing was due
 */
export async function takeBack(
  tx: Transaction,
  eventId: string,
  options: {
    readonly counters: readonly Counters[];
    readonly short: readonly string[];
    readonly mayBeginAgain: boolean;
  },
): Promise<Counters[] | undefined> {
  const { counters, short, mayBeginAgain } = options;
  const expired = await expireDue(tx, eventId, TAKE_BACK_MAX, short);
  if (expired === undefined) {
    if (mayBeginAgain && (await isAnyDue(tx, eventId, short))) throw new DueHoldsLocked();
    return undefined;
  }
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

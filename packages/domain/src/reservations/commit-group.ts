import type { Database } from "@stampede/db/client";
import { type Transaction, transaction } from "@stampede/db/transaction";
import type { Allocation } from "../inventory/allocate.ts";
import { changeLockedCounters, lockCounters } from "../inventory/counters.ts";
import { addToMinute } from "../statistics/rollup.ts";
import {
  allocateGroup,
  type GroupOutcome,
  isShort,
  outcomeOf,
  shortOf,
  settledBefore,
} from "./group-decision.ts";
import { loadTerms, ticketTypesOf } from "./group-terms.ts";
import { insertReservations, type NewReservation } from "./insert-reservations.ts";
import type { ReservationRequest } from "./request.ts";
import { takeBack, TAKE_BACK_ROUNDS_MAX, transactionTakingBack } from "./take-back.ts";

/** Thrown to start the group again with every counter of the event locked. */
class TakeBackNeeded extends Error {}

/**
 * Reserves for a group of requests of one event in one transaction, in the order given. The keys of
 * a group differ from each other.
 *
 * Whatever happens to the connection, calling it again with the same requests is safe: it looks the
 * keys up under the lock of the counters, so what has been committed is found and not done again.
 *
 * @throws the database's error; then nothing is known of the group.
 */
export async function commitGroup(
  db: Database,
  eventId: string,
  requests: readonly ReservationRequest[],
  holdSeconds: number,
): Promise<GroupOutcome[]> {
  const group = { eventId, requests, holdSeconds };
  try {
    return await transaction(db, (tx) => decide(tx, group, "touched"));
  } catch (error) {
    if (!(error instanceof TakeBackNeeded)) throw error;
  }
  // A due hold may have tickets of any type of the event. Locking more counters now could wait in a
  // circle with another group, so the transaction begins anew; nothing was written yet.
  return await transactionTakingBack(db, (tx, mayBeginAgain) =>
    decide(tx, group, "all", mayBeginAgain),
  );
}

interface Group {
  readonly eventId: string;
  readonly requests: readonly ReservationRequest[];
  readonly holdSeconds: number;
}

async function decide(
  tx: Transaction,
  { eventId, requests, holdSeconds }: Group,
  locking: "touched" | "all",
  mayBeginAgain = true,
): Promise<GroupOutcome[]> {
  const toLock = locking === "all" ? "all" : ticketTypesOf(requests);
  // Sent together, done one after the other: the terms are read under the lock.
  const [locked, terms] = await Promise.all([
    lockCounters(tx, eventId, toLock),
    loadTerms(tx.client, eventId, requests),
  ]);
  const settled = requests.map((request) => settledBefore(request, terms));
  const open = requests.filter((_, index) => settled[index] === undefined);

  let counters = locked;
  let allocation = allocateGroup(open, terms, counters);
  if (isShort(allocation) && terms.hasDue) {
    if (locking === "touched") throw new TakeBackNeeded();
    for (let round = 0; round < TAKE_BACK_ROUNDS_MAX && isShort(allocation); round++) {
      const returned = await takeBack(tx, eventId, {
        counters,
        short: shortOf(allocation),
        mayBeginAgain,
      });
      if (returned === undefined) break;
      counters = returned;
      allocation = allocateGroup(open, terms, counters);
    }
  }

  const decided = open.map((request, index) =>
    outcomeOf(request, allocation.decisions[index], terms, holdSeconds),
  );
  write(tx, eventId, decided, allocation, terms.now);
  const rest = decided.values();
  return settled.map((outcome) => {
    const result = outcome ?? rest.next().value;
    if (result === undefined) throw new Error("a request was not decided");
    return result;
  });
}

function write(
  tx: Transaction,
  eventId: string,
  outcomes: readonly GroupOutcome[],
  { granted }: Allocation,
  now: Date,
): void {
  const reserved = outcomes.flatMap((outcome): NewReservation[] =>
    outcome.kind === "reserved" ? [outcome.reservation] : [],
  );
  const [first, ...rest] = reserved;
  if (first === undefined) return;
  const tickets = [...granted.values()].reduce((sum, quantity) => sum + quantity, 0);
  insertReservations(tx, eventId, [first, ...rest]);
  addToMinute(tx, eventId, now, {
    reservations: { reserved: reserved.length },
    tickets: { reserved: tickets },
  });
  changeLockedCounters(
    tx,
    eventId,
    [...granted].map(([ticketTypeId, held]) => ({ ticketTypeId, held, sold: 0, revenue: 0 })),
  );
}

import { type Transaction, transaction } from "@stampede/db/transaction";
import type { DomainContext } from "../context.ts";
import { changeCounters } from "../inventory/counters.ts";
import { addToMinute } from "../statistics/rollup.ts";
import { expireDue } from "./expire-due.ts";

/** Reservations in one transaction: enough to share its wait for the counters, and its commit. */
const RELEASE_GROUP_MAX = 1_000;
/** Transactions in one call; what is left is for the next. */
const GROUPS_MAX = 1_000;

/** What a call released. */
export interface Released {
  readonly reservations: number;
  readonly tickets: number;
  /** Whether the call stopped at its bound with more to do. */
  readonly more: boolean;
}

// Holds are counted in few rows, so the events that can have due ones are found without a walk
// through the reservations.
const EVENTS_WITH_DUE = `
  SELECT candidate.event_id AS "eventId"
  FROM (SELECT DISTINCT event_id FROM inventory WHERE held > 0) AS candidate
  WHERE EXISTS (
    SELECT FROM reservations r
    WHERE r.event_id = candidate.event_id AND r.status = 'held'
      AND r.expires_at <= statement_timestamp())`;

/**
 * Ends every hold that is due by the database's time and puts its tickets back on sale, in groups.
 * Safe to call at any time, any number of times, from any number of processes.
 *
 * @throws the first event's error that could not be released, once all others are.
 */
export async function releaseDue(ctx: Pick<DomainContext, "db">): Promise<Released> {
  let reservations = 0;
  let tickets = 0;
  let groups = 0;
  const { rows } = await ctx.db.pool.query<{ eventId: string }>({
    name: "events-with-due",
    text: EVENTS_WITH_DUE,
  });
  let failure: { readonly error: unknown } | undefined;
  for (const { eventId } of rows) {
    try {
      for (let last = RELEASE_GROUP_MAX; last === RELEASE_GROUP_MAX;) {
        if (groups++ === GROUPS_MAX) return { reservations, tickets, more: true };
        const group = await transaction(ctx.db, (tx) => releaseGroup(tx, eventId));
        last = group.reservations;
        reservations += group.reservations;
        tickets += group.tickets;
      }
    } catch (error) {
      // An event whose counters are hard fought over must not keep the others' tickets.
      failure ??= { error };
    }
  }
  if (failure !== undefined) throw failure.error;
  return { reservations, tickets, more: false };
}

async function releaseGroup(
  tx: Transaction,
  eventId: string,
): Promise<{ reservations: number; tickets: number }> {
  const expired = await expireDue(tx, eventId, RELEASE_GROUP_MAX);
  if (expired === undefined) return { reservations: 0, tickets: 0 };
  const { reservations, tickets, changes, at } = expired;
  // Buyers wait for the counters, which are theirs again with the commit that this travels with.
  changeCounters(tx, eventId, changes);
  addToMinute(tx, eventId, at, {
    reservations: { expired: reservations },
    tickets: { expired: tickets },
  });
  return { reservations, tickets };
}

import type { Database } from "@stampede/db/client";
import { readCounters } from "../inventory/counters.ts";
import { commitGroup } from "./commit-group.ts";
import {
  allocateGroup,
  type GroupOutcome,
  isShortage,
  outcomeOf,
  settledBefore,
} from "./group-decision.ts";
import { loadTerms, ticketTypesOf } from "./group-terms.ts";
import type { ReservationRequest } from "./request.ts";
import type { CommitGroup } from "./reservation-queue.ts";

/** Events remembered as short; past it all are forgotten, which costs a lock each and no more. */
const SHORT_EVENTS_MAX = 10_000;

/**
 * Commits groups, and refuses without a lock where it can: once an event has run short, its next
 * groups are first held against the counters as they stand, and those who cannot be served are told
 * so. Taking the lock only to refuse would cost a flush, and hold up those who can be served.
 */
export function createGroupCommitter(db: Database, holdSeconds: number): CommitGroup {
  const shortEvents = new Set<string>();
  return async (eventId, requests) => {
    const outcomes = shortEvents.has(eventId)
      ? await refuseFirst(db, eventId, requests, holdSeconds)
      : await commitGroup(db, eventId, requests, holdSeconds);
    if (outcomes.some((outcome) => outcome.kind === "refused" && isShortage(outcome.refusal))) {
      if (shortEvents.size >= SHORT_EVENTS_MAX) shortEvents.clear();
      shortEvents.add(eventId);
    } else shortEvents.delete(eventId);
    return outcomes;
  };
}

async function refuseFirst(
  db: Database,
  eventId: string,
  requests: readonly ReservationRequest[],
  holdSeconds: number,
): Promise<GroupOutcome[]> {
  const refused = await shortages(db, eventId, requests, holdSeconds);
  const open = requests.filter((_, index) => refused[index] === undefined);
  const committed = open.length === 0 ? [] : await commitGroup(db, eventId, open, holdSeconds);
  const rest = committed.values();
  return refused.map((outcome) => {
    const result = outcome ?? rest.next().value;
    if (result === undefined) throw new Error("a request was not decided");
    return result;
  });
}

/**
 * The refusals that are true of the counters as they stand, undefined for every other request. Each
 * request is held against them alone: one that would only be short behind others in the group might
 * yet get what those do not take.
 */
async function shortages(
  db: Database,
  eventId: string,
  requests: readonly ReservationRequest[],
  holdSeconds: number,
): Promise<(GroupOutcome | undefined)[]> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    const [counters, terms] = await Promise.all([
      readCounters(client, eventId, ticketTypesOf(requests)),
      loadTerms(client, eventId, requests),
    ]);
    // A due hold may be taken back, which needs the lock.
    if (terms.hasDue) return requests.map(() => undefined);
    return requests.map((request) => {
      if (settledBefore(request, terms) !== undefined) return undefined;
      const [decision] = allocateGroup([request], terms, counters).decisions;
      if (decision === undefined || decision.granted || !isShortage(decision.refusal)) {
        return undefined;
      }
      return outcomeOf(request, decision, terms, holdSeconds);
    });
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

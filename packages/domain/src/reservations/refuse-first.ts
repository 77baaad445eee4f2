import type { Database } from "@stampede/db/client";
import { sendTogether } from "@stampede/db/transaction";
import { readCounters } from "../inventory/counters.ts";
import {
  allocateGroup,
  type GroupOutcome,
  isShortage,
  outcomeOf,
  settledBefore,
} from "./group-decision.ts";
import { loadTerms, ticketTypesOf } from "./group-terms.ts";
import type { ReservationRequest } from "./request.ts";
import {
  createReservationQueue,
  QUEUE_DEADLINE_MS,
  type ReservationQueue,
} from "./reservation-queue.ts";

/** Requests that share one look at the counters; as many as are worth one statement of their keys. */
const SHARED_LOOK_MAX = 1_024;
/** Looks at once over all events; each takes a connection, and groups must find some. */
const LOOKS_IN_FLIGHT_MAX = 2;
/** Events remembered as short; past it all are forgotten, which costs a lock each and no more. */
const SHORT_EVENTS_MAX = 10_000;

/** Not to be refused by the counters alone. */
const OPEN = Symbol("open");

/**
 * Puts refusing before a queue: once an event has run short, whoever asks for what is not there is
 * told so without a lock and without a place in that queue. Taking the lock only to refuse would
 * cost a flush and hold up those who can be served, and a crowd of the refused would fill the queue.
 *
 * A look at the counters begins after all who share it have asked, so that a refusal was true within
 * each one's request; those who come meanwhile share the next one. Nothing is kept between two looks:
 * any process may have put tickets back since.
 */
export function refuseFirst(
  queue: ReservationQueue,
  db: Database,
  holdSeconds: number,
): ReservationQueue {
  const shortEvents = new Set<string>();
  const looks = createReservationQueue<GroupOutcome | typeof OPEN>(
    async (eventId, requests) => {
      const outcomes = await look(db, eventId, requests, holdSeconds);
      if (outcomes.every((outcome) => outcome === OPEN)) shortEvents.delete(eventId);
      return outcomes;
    },
    { groupSizeMax: SHARED_LOOK_MAX, inFlightMax: LOOKS_IN_FLIGHT_MAX },
  );
  const remember = (eventId: string): void => {
    if (shortEvents.size >= SHORT_EVENTS_MAX) shortEvents.clear();
    shortEvents.add(eventId);
  };
  return {
    async submit(request, signal, deadlineMs = performance.now() + QUEUE_DEADLINE_MS) {
      if (shortEvents.has(request.eventId)) {
        const refused = await looks.submit(request, signal, deadlineMs);
        if (refused !== OPEN) return refused;
      }
      // Waiting here has the same end as the look, or both together would outlast the reply.
      const outcome = await queue.submit(request, signal, deadlineMs);
      if (outcome.kind === "refused" && isShortage(outcome.refusal)) remember(request.eventId);
      return outcome;
    },
  };
}

/**
 * The refusals that are true of the counters as they stand, and `OPEN` for every other request. Each
 * request is held against them alone: one that would only be short behind others might yet get what
 * those do not take.
 */
async function look(
  db: Database,
  eventId: string,
  requests: readonly ReservationRequest[],
  holdSeconds: number,
): Promise<(GroupOutcome | typeof OPEN)[]> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    sendTogether(client);
    // The keys are looked up last: what was reserved under one of them is either still missing in
    // the counters or found.
    const [counters, terms] = await Promise.all([
      readCounters(client, eventId, ticketTypesOf(requests)),
      loadTerms(client, eventId, requests),
    ]);
    // A due hold may be taken back, which needs the lock.
    if (counters.some(({ hasDue }) => hasDue)) return requests.map(() => OPEN);
    return requests.map((request) => {
      if (settledBefore(request, terms) !== undefined) return OPEN;
      const [decision] = allocateGroup([request], terms, counters).decisions;
      if (decision === undefined || decision.granted || !isShortage(decision.refusal)) return OPEN;
      return outcomeOf(request, decision, terms, holdSeconds);
    });
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

import { randomUUIDv7 } from "node:crypto";
import type { Database } from "@stampede/db/client";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { allocate, type Allocation, type AllocationRefusal } from "../inventory/allocate.ts";
import { changeCounters, type Counters, lockCounters } from "../inventory/counters.ts";
import { addToMinute } from "../statistics/rollup.ts";
import { expireDue, ticketTypeIds } from "./expire-due.ts";
import { type EventForSale, type GroupTerms, loadTerms } from "./group-terms.ts";
import { insertReservations, type NewReservation } from "./insert-reservations.ts";
import type { ReservationRequest } from "./request.ts";

/** Due holds that one group takes back: enough for many groups, and still a short transaction. */
const TAKE_BACK_MAX = 1_000;
/** Times that one group takes back before it decides with what it has. */
const TAKE_BACK_ROUNDS_MAX = 10;

/** What became of one request of a group. */
export type GroupOutcome =
  | {
      readonly kind: "reserved";
      readonly reservation: NewReservation;
      readonly event: EventForSale;
    }
  | { readonly kind: "replayed"; readonly reservationId: string }
  | { readonly kind: "key_reused" }
  | { readonly kind: "event_not_found" }
  | { readonly kind: "event_not_on_sale" }
  | { readonly kind: "refused"; readonly refusal: AllocationRefusal; readonly now: Date };

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
  try {
    return await transaction(db, (tx) => decide(tx, eventId, requests, holdSeconds, "touched"));
  } catch (error) {
    if (!(error instanceof TakeBackNeeded)) throw error;
  }
  // A due hold may have tickets of any type of the event. Locking more counters now could wait in a
  // circle with another group, so the transaction begins anew; nothing was written yet.
  return await transaction(db, (tx) => decide(tx, eventId, requests, holdSeconds, "all"));
}

async function decide(
  tx: Transaction,
  eventId: string,
  requests: readonly ReservationRequest[],
  holdSeconds: number,
  locking: "touched" | "all",
): Promise<GroupOutcome[]> {
  const touched = [...new Set(requests.flatMap(({ lines }) => lines.map((l) => l.ticketTypeId)))];
  const locked = lockCounters(tx, eventId, locking === "all" ? "all" : touched);
  // Sent together, done one after the other: the terms are read under the lock.
  const [initial, terms] = await Promise.all([locked, loadTerms(tx, eventId, requests)]);
  let counters = initial;
  const fresh = requests.filter(({ idempotencyKey }) => !terms.existing.has(idempotencyKey));
  if (terms.event?.status !== "published" || fresh.length === 0) {
    return requests.map((request) => outcomeOf(request, terms, undefined));
  }

  let allocation = allocateFresh(fresh, terms, counters);
  if (isShort(allocation) && terms.hasDue) {
    if (locking === "touched") throw new TakeBackNeeded();
    for (let round = 0; round < TAKE_BACK_ROUNDS_MAX && isShort(allocation); round++) {
      const back = await takeBack(tx, eventId, counters);
      if (back === undefined) break;
      counters = back;
      allocation = allocateFresh(fresh, terms, counters);
    }
  }

  const outcomes = new Map<string, GroupOutcome>();
  const reserved: NewReservation[] = [];
  fresh.forEach((request, index) => {
    const outcome = freshOutcome(request, allocation.decisions[index], terms, holdSeconds);
    outcomes.set(request.idempotencyKey, outcome);
    if (outcome.kind === "reserved") reserved.push(outcome.reservation);
  });
  write(tx, eventId, reserved, allocation, terms.now);
  return requests.map((request) => outcomeOf(request, terms, outcomes.get(request.idempotencyKey)));
}

function allocateFresh(
  fresh: readonly ReservationRequest[],
  terms: GroupTerms,
  counters: readonly Counters[],
): Allocation {
  const byId = new Map(counters.map((counter) => [counter.ticketTypeId, counter]));
  const offers = terms.ticketTypes.flatMap((type) => {
    const counter = byId.get(type.ticketTypeId);
    return counter === undefined ? [] : [{ ...type, ...counter }];
  });
  return allocate(
    offers,
    fresh.map(({ lines }) => lines),
    terms.now,
  );
}

function isShort({ decisions }: Allocation): boolean {
  return decisions.some(
    (decision) =>
      !decision.granted &&
      (decision.refusal.reason === "ALL_HELD" || decision.refusal.reason === "SOLD_OUT"),
  );
}

/** Ends due holds and returns the counters as they are then, or undefined where nothing was due. */
async function takeBack(
  tx: Transaction,
  eventId: string,
  counters: readonly Counters[],
): Promise<Counters[] | undefined> {
  const expired = await expireDue(tx, eventId, TAKE_BACK_MAX);
  if (expired === undefined) return undefined;
  const { reservations, tickets, quantities, at } = expired;
  const ids = await ticketTypeIds(tx, eventId, [...quantities.keys()]);
  const returned = new Map([...ids].map(([position, id]) => [id, quantities.get(position) ?? 0]));
  changeCounters(
    tx,
    eventId,
    [...returned].map(([ticketTypeId, quantity]) => ({
      ticketTypeId,
      held: -quantity,
      sold: 0,
      revenue: 0,
    })),
  );
  addToMinute(tx, eventId, at, {
    reservations: { expired: reservations },
    tickets: { expired: tickets },
  });
  return counters.map((counter) => ({
    ...counter,
    held: counter.held - (returned.get(counter.ticketTypeId) ?? 0),
  }));
}

function write(
  tx: Transaction,
  eventId: string,
  reserved: readonly NewReservation[],
  { granted }: Allocation,
  now: Date,
): void {
  if (reserved.length === 0) return;
  insertReservations(tx, eventId, reserved);
  const tickets = [...granted.values()].reduce((sum, quantity) => sum + quantity, 0);
  addToMinute(tx, eventId, now, {
    reservations: { reserved: reserved.length },
    tickets: { reserved: tickets },
  });
  changeCounters(
    tx,
    eventId,
    [...granted].map(([ticketTypeId, held]) => ({ ticketTypeId, held, sold: 0, revenue: 0 })),
  );
}

function freshOutcome(
  request: ReservationRequest,
  decision: Allocation["decisions"][number] | undefined,
  { event, now }: GroupTerms,
  holdSeconds: number,
): GroupOutcome {
  if (decision === undefined || event === undefined) throw new Error("a request was not decided");
  if (!decision.granted) return { kind: "refused", refusal: decision.refusal, now };
  const expiresAt = new Date(now.getTime() + holdSeconds * 1_000);
  return {
    kind: "reserved",
    event,
    reservation: {
      id: randomUUIDv7(),
      request,
      createdAt: now,
      expiresAt,
      items: decision.items,
    },
  };
}

function outcomeOf(
  request: ReservationRequest,
  { event, existing }: GroupTerms,
  fresh: GroupOutcome | undefined,
): GroupOutcome {
  const earlier = existing.get(request.idempotencyKey);
  if (earlier !== undefined) {
    return earlier.hash === request.hash
      ? { kind: "replayed", reservationId: earlier.id }
      : { kind: "key_reused" };
  }
  if (fresh !== undefined) return fresh;
  return event === undefined ? { kind: "event_not_found" } : { kind: "event_not_on_sale" };
}

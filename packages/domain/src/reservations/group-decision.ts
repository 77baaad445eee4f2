import { randomUUIDv7 } from "node:crypto";
import { allocate, type Allocation, type AllocationRefusal } from "../inventory/allocate.ts";
import type { Counters } from "../inventory/counters.ts";
import type { EventForSale, GroupTerms } from "./group-terms.ts";
import type { NewReservation } from "./insert-reservations.ts";
import type { ReservationRequest } from "./request.ts";

/** What became of one request of a group. */
export type GroupOutcome =
  | {
      readonly kind: "reserved";
      readonly reservation: NewReservation;
      readonly event: EventForSale;
    }
  | { readonly kind: "replayed"; readonly reservationId: string; readonly createdAt: Date }
  | { readonly kind: "key_reused" }
  | { readonly kind: "event_not_found" }
  | { readonly kind: "event_not_on_sale" }
  | { readonly kind: "refused"; readonly refusal: AllocationRefusal; readonly now: Date };

/** What is decided of a request without any counter, or undefined where the counters decide. */
export function settledBefore(
  request: ReservationRequest,
  { event, existing }: GroupTerms,
): GroupOutcome | undefined {
  const earlier = existing.get(request.idempotencyKey);
  if (earlier !== undefined) {
    return earlier.hash === request.hash
      ? { kind: "replayed", reservationId: earlier.id, createdAt: earlier.createdAt }
      : { kind: "key_reused" };
  }
  if (event === undefined) return { kind: "event_not_found" };
  return event.status === "published" ? undefined : { kind: "event_not_on_sale" };
}

/** Allocates requests together, in their order, under these terms and counters. */
export function allocateGroup(
  requests: readonly ReservationRequest[],
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
    requests.map(({ lines }) => lines),
    terms.now,
  );
}

/** Whether a refusal is for want of tickets, so that a due hold could change it. */
export function isShortage({ reason }: AllocationRefusal): boolean {
  return reason === "ALL_HELD" || reason === "SOLD_OUT";
}

/** Whether any request went away empty-handed for want of tickets. */
export function isShort(allocation: Allocation): boolean {
  return shortOf(allocation).length > 0;
}

/** The ticket types for want of which requests went away empty-handed. */
export function shortOf({ decisions }: Allocation): string[] {
  const refusals = decisions.flatMap((decision) => (decision.granted ? [] : [decision.refusal]));
  const short = refusals.flatMap((refusal) =>
    refusal.reason === "ALL_HELD" || refusal.reason === "SOLD_OUT" ? [refusal.ticketTypeId] : [],
  );
  return [...new Set(short)];
}

/** Makes of the allocator's decision what the buyer is answered with. */
export function outcomeOf(
  request: ReservationRequest,
  decision: Allocation["decisions"][number] | undefined,
  { event, now }: GroupTerms,
  holdSeconds: number,
): GroupOutcome {
  if (decision === undefined || event === undefined) throw new Error("a request was not decided");
  if (!decision.granted) return { kind: "refused", refusal: decision.refusal, now };
  return {
    kind: "reserved",
    event,
    reservation: {
      id: randomUUIDv7(),
      request,
      createdAt: now,
      expiresAt: new Date(now.getTime() + holdSeconds * 1_000),
      items: decision.items,
    },
  };
}

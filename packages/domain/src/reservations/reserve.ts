import type { DomainContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import type { AllocationRefusal } from "../inventory/allocate.ts";
import type { NewReservation } from "./insert-reservations.ts";
import type { ReservationRecord } from "./record.ts";
import { replay } from "./replay.ts";
import { normalizeRequest, type ReservationRequest } from "./request.ts";
import type { Reservation, ReserveInput, ReserveOutput } from "./shapes.ts";
import { viewReservation } from "./view.ts";

/**
 * Holds tickets for a buyer: all that is asked for, of one or more ticket types of one event, or
 * nothing. The same key and body again, at any later time, give the same reply.
 *
 * @param signal aborts while the request still waits for its turn; later it has no effect.
 * @throws {DomainError} NOT_FOUND, EVENT_NOT_ON_SALE, SALES_NOT_STARTED, SALES_ENDED, LIMIT_REACHED,
 *   SOLD_OUT, ALL_HELD, IDEMPOTENCY_KEY_REUSED, OVERLOADED.
 */
export async function reserve(
  ctx: Pick<
    DomainContext,
    "db" | "reservationQueue" | "refusals" | "alarms" | "accessTokens" | "availabilityReader"
  >,
  input: ReserveInput,
  signal?: AbortSignal,
): Promise<ReserveOutput> {
  const request = normalizeRequest(input);
  const outcome = await ctx.reservationQueue.submit(request, signal);
  switch (outcome.kind) {
    case "reserved": {
      const { reservation, event } = outcome;
      ctx.alarms.releaseAt(reservation.expiresAt);
      return reply(ctx, viewReservation(newRecord(reservation, event), reservation.createdAt));
    }
    case "replayed":
      return reply(ctx, await replay(ctx.db, outcome.reservationId, outcome.createdAt));
    case "key_reused":
      throw new DomainError(
        "IDEMPOTENCY_KEY_REUSED",
        "This idempotency key was used for another request.",
        null,
      );
    case "event_not_found":
      throw notFound("The event");
    case "event_not_on_sale":
      throw new DomainError("EVENT_NOT_ON_SALE", "This event is not on sale.", null);
    case "refused":
      return await refuse(ctx, request, outcome.refusal, outcome.now);
    default:
      return outcome satisfies never;
  }
}

function reply(
  { accessTokens }: Pick<DomainContext, "accessTokens">,
  reservation: Reservation,
): ReserveOutput {
  return { reservation, accessToken: accessTokens.sign(reservation.id) };
}

function newRecord(
  { id, request, createdAt, expiresAt, items }: NewReservation,
  event: Pick<ReservationRecord, "ticketTypes"> & { readonly name: string },
): ReservationRecord {
  return {
    reservation: {
      id,
      eventId: request.eventId,
      idempotencyKey: request.idempotencyKey,
      requestHash: request.hash,
      createdAt,
      expiresAt,
      paidAt: null,
      closedAt: null,
      status: "held",
      givenBack: false,
      items,
      customerEmail: request.customer.email,
      customerName: request.customer.name,
    },
    eventName: event.name,
    ticketTypes: event.ticketTypes,
    payments: [],
    refunds: [],
    tickets: [],
  };
}

async function refuse(
  ctx: Pick<DomainContext, "db" | "refusals" | "availabilityReader">,
  { eventId, lines }: ReservationRequest,
  refusal: AllocationRefusal,
  now: Date,
): Promise<never> {
  const { reason } = refusal;
  switch (reason) {
    case "NOT_FOUND":
      throw notFound("The ticket type");
    case "SALES_NOT_STARTED":
    case "SALES_ENDED": {
      const { ticketTypeId, at } = refusal;
      const message =
        reason === "SALES_ENDED" ? "The sale has ended." : "The sale has not started yet.";
      throw new DomainError(reason, message, { ticketTypeId, at: at.toISOString() });
    }
    case "LIMIT_REACHED": {
      const { ticketTypeId, max } = refusal;
      throw new DomainError(reason, `At most ${max} of these tickets in one reservation.`, {
        ticketTypeId,
        max,
      });
    }
    case "SOLD_OUT":
    case "ALL_HELD": {
      const tickets = lines.reduce((sum, { quantity }) => sum + quantity, 0);
      ctx.refusals.add(eventId, now, tickets);
      throw await shortage(ctx, eventId, refusal.ticketTypeId, reason, refusal.available, now);
    }
    default:
      return reason satisfies never;
  }
}

async function shortage(
  ctx: Pick<DomainContext, "availabilityReader">,
  eventId: string,
  ticketTypeId: string,
  reason: "SOLD_OUT" | "ALL_HELD",
  available: number,
  now: Date,
): Promise<DomainError> {
  if (reason === "SOLD_OUT") {
    return new DomainError(reason, "These tickets are sold out.", { ticketTypeId, available });
  }
  const state = await ctx.availabilityReader.read(eventId);
  const type = state?.availability.ticketTypes.find((entry) => entry.ticketTypeId === ticketTypeId);
  return new DomainError(reason, "All these tickets are held; some may return.", {
    ticketTypeId,
    available,
    // A hold that ended since it was counted leaves nothing to wait for.
    retryAt: type?.nextReleaseAt ?? now.toISOString(),
  });
}

import type { DomainContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { getEvent } from "../events/get-event.ts";
import type { Event } from "../events/shapes.ts";
import { getReservation } from "../reservations/get-reservation.ts";
import type { Reservation } from "../reservations/shapes.ts";

/** What is printed on the tickets of a reservation. */
export interface IssuedTickets {
  readonly reservation: Reservation;
  readonly event: Event;
}

/**
 * The tickets of a paid reservation with their event, for the holder of its token.
 *
 * @throws {DomainError} UNAUTHENTICATED; NOT_FOUND, also while none are issued yet;
 *   PAYMENT_IN_PROGRESS; RESERVATION_EXPIRED; RESERVATION_CLOSED when it was given back or refunded.
 */
export async function getTickets(
  ctx: Pick<DomainContext, "db" | "accessTokens">,
  input: { readonly reservationId: string },
  accessToken: string | undefined,
): Promise<IssuedTickets> {
  const reservation = await getReservation(ctx, input, accessToken);
  requireTickets(reservation);
  return { reservation, event: await getEvent(ctx, { event: reservation.eventId }) };
}

function requireTickets({ status, expiresAt }: Reservation): void {
  switch (status) {
    case "paid":
      return;
    case "held":
      throw notFound("A ticket of this reservation");
    case "paying":
      throw new DomainError("PAYMENT_IN_PROGRESS", "The payment is not over yet.", null);
    case "expired":
      throw new DomainError("RESERVATION_EXPIRED", "The reservation has run out.", {
        at: expiresAt,
      });
    case "cancelled":
    case "refunding":
    case "refunded":
      throw new DomainError("RESERVATION_CLOSED", `The reservation is ${status}.`, { status });
    default:
      status satisfies never;
  }
}

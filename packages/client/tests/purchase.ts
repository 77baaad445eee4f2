import { type StampedeClient, createClient } from "@stampede/client/create-client";
import { isStampedeError } from "@stampede/client/errors";
import { newIdempotencyKey } from "@stampede/client/idempotency-key";

/**
 * Buys one ticket of the first ticket type of an event, as the README does.
 *
 * @returns the ticket's code, or why there is none
 */
export async function purchase(
  event: string,
  client: StampedeClient = createClient({ url: "http://127.0.0.1:3000/trpc" }),
): Promise<string> {
  const { id: eventId, ticketTypes } = await client.events.get.query({ event });
  const [ticketType] = ticketTypes;
  if (ticketType === undefined) return "nothing is sold yet";

  try {
    const { reservation, accessToken } = await client.reservations.create.mutate({
      eventId,
      items: [{ ticketTypeId: ticketType.id, quantity: 1 }],
      customer: { email: "ada@example.com", name: "Ada" },
      idempotencyKey: newIdempotencyKey(),
    });

    const paid = await client.withReservation(accessToken).pay.mutate({
      reservationId: reservation.id,
      paymentToken: "card_ok",
      idempotencyKey: newIdempotencyKey(),
    });
    return paid.tickets[0]?.code ?? paid.status;
  } catch (error) {
    if (!isStampedeError(error)) throw error;
    if (error.reason === "ALL_HELD") return `some may come back at ${error.details.retryAt}`;
    return error.message;
  }
}

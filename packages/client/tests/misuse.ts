// Each mistake below must be refused by the compiler: an error that is expected and does not come is
// an error itself. Nothing here is run.
import { createClient } from "@stampede/client/create-client";
import { isStampedeError } from "@stampede/client/errors";
import { newIdempotencyKey } from "@stampede/client/idempotency-key";

export async function misuse(eventId: string, ticketTypeId: string): Promise<void> {
  const client = createClient({ url: "http://127.0.0.1:3000/trpc" });
  const customer = { email: "ada@example.com" };
  const idempotencyKey = newIdempotencyKey();

  // @ts-expect-error an unknown procedure
  await client.events.buy.mutate({ eventId });
  // @ts-expect-error an unknown router
  await client.tickets.list.query({});
  // @ts-expect-error a query that is called as a mutation
  await client.events.list.mutate({});

  // @ts-expect-error an input that is missing
  await client.events.get.query({});
  // @ts-expect-error an input of the wrong type
  await client.events.list.query({ limit: "20" });
  // @ts-expect-error an input that does not exist
  await client.events.list.query({ page: 2 });
  const items = [{ ticketTypeId, quantity: 1 }];
  // @ts-expect-error a reservation without its idempotency key
  await client.reservations.create.mutate({ eventId, items, customer });
  await client.reservations.create.mutate({
    eventId,
    // @ts-expect-error a wrong type in the depth of an input
    items: [{ ticketTypeId, quantity: "1" }],
    customer,
    idempotencyKey,
  });

  const { reservation, accessToken } = await client.reservations.create.mutate({
    eventId,
    items,
    customer,
    idempotencyKey,
  });
  // @ts-expect-error an output that does not exist
  String(reservation.price);
  // @ts-expect-error an output of another type
  const total: number = reservation.total;
  // @ts-expect-error a status that there is not
  if (reservation.status === "sold") throw new Error(String(total));
  // @ts-expect-error what may be null is not checked
  reservation.paidAt.slice(0, 10);

  const mine = client.withReservation(accessToken);
  // @ts-expect-error what the token of a reservation is not for
  await mine.create.mutate({ eventId, items, customer, idempotencyKey });

  try {
    await mine.get.query({ reservationId: reservation.id });
  } catch (error) {
    if (!isStampedeError(error)) throw error;
    // @ts-expect-error a reason that there is not
    if (error.reason === "NO_TICKETS") return;
    // @ts-expect-error details before the reason is known
    String(error.details.retryAt);
    if (error.reason === "ALL_HELD") error.details.retryAt.slice(0, 10);
    // @ts-expect-error details of another reason
    if (error.reason === "SOLD_OUT") String(error.details.retryAt);
  }
}

import { query } from "@stampede/testing/query";
import type { Reply } from "@stampede/testing/procedure-call";
import { type Call, type Held, insist, payCall } from "./shop.ts";

/** Pays for a reservation however many attempts that takes, none of which may charge twice. */
export async function payAtLast(
  databaseUrl: string,
  urlOf: () => string,
  held: Held,
): Promise<Reply> {
  const payment = payCall(held);
  const reply = await insist(urlOf, "reservations.pay", payment);
  return isUnknown(reply) ? await payAfterAll(databaseUrl, urlOf, held, payment) : reply;
}

/**
 * Makes a call to pay again whose outcome was not known. A payment that broke off is looked up once
 * its charge must be over; nobody waits for that here. Where the gateway was never asked, its key is
 * refused for good, and the buyer pays with another.
 */
export async function payAfterAll(
  databaseUrl: string,
  urlOf: () => string,
  held: Held,
  payment: Call,
): Promise<Reply> {
  await query(
    databaseUrl,
    "UPDATE payments SET next_check_at = clock_timestamp() WHERE reservation_id = $1",
    [held.reservationId],
  );
  const reply = await insist(urlOf, "reservations.pay", payment);
  if (reply.status === 200 || reply.error().reason !== "PAYMENT_FAILED") return reply;
  return await insist(urlOf, "reservations.pay", payCall(held));
}

/** Whether a reply to a payment leaves open what became of it. */
export function isUnknown(reply: Reply): boolean {
  return (
    reply.status !== 200 && ["PAYMENT_PENDING", "PAYMENT_FAILED"].includes(reply.error().reason)
  );
}

import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { BenchEvent } from "../lab/bench-database.ts";
import type { Server } from "../lab/stage.ts";

const CALL_TIMEOUT_MS = 10_000;

const reserved = z.object({
  result: z.object({
    data: z.object({ accessToken: z.string(), reservation: z.object({ id: z.string() }) }),
  }),
});

/**
 * Reserves tickets of an event's first type and pays for them, as a buyer does.
 *
 * @throws {Error} for any answer but success.
 */
export async function buy(server: Server, event: BenchEvent, quantity: number): Promise<void> {
  const [ticketTypeId] = event.ticketTypeIds;
  const body = {
    eventId: event.id,
    items: [{ ticketTypeId, quantity }],
    customer: { email: "buyer@example.com" },
    idempotencyKey: randomUUID(),
  };
  const { result } = reserved.parse(await post(server, "reservations.create", body));
  const { accessToken, reservation } = result.data;
  const payment = {
    reservationId: reservation.id,
    paymentToken: "ok",
    idempotencyKey: randomUUID(),
  };
  await post(server, "reservations.pay", payment, { authorization: `Bearer ${accessToken}` });
}

async function post(
  { port }: Server,
  procedure: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${procedure}: ${response.status} ${await response.text()}`);
  return response.json();
}

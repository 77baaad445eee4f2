import { randomInt, randomUUID } from "node:crypto";
import { organizerEventShape } from "@stampede/domain/events/shapes";
import { reservationShape, reserveOutput } from "@stampede/domain/reservations/shapes";
import { callProcedure, type ProcedureCall, type Reply } from "@stampede/testing/procedure-call";
import { waitFor } from "@stampede/testing/wait-for";
import { ORGANIZER_KEY } from "./processes.ts";

/** A buyer who has had no answer for so long gives up. */
const PATIENCE_MS_MAX = 40_000;
const TRY_AGAIN: ReadonlySet<string> = new Set(["UNAVAILABLE", "OVERLOADED"]);
export const PRICE = 4_900;

/** The procedures that are called here, each with its method. */
const METHODS = {
  "events.availability": "GET",
  "events.list": "GET",
  "organizer.events.cancel": "POST",
  "organizer.events.create": "POST",
  "organizer.events.publish": "POST",
  "organizer.checkIn": "POST",
  "organizer.reservations.refund": "POST",
  "reservations.cancel": "POST",
  "reservations.create": "POST",
  "reservations.get": "GET",
  "reservations.pay": "POST",
} as const;

export type Path = keyof typeof METHODS;
export type Call = Pick<ProcedureCall, "input" | "headers" | "signal">;

/** Calls a procedure as any HTTP client does. */
export function call(url: string, path: Path, options: Call = {}): Promise<Reply> {
  return callProcedure(url, path, { method: METHODS[path], ...options });
}

/** An event on sale with one ticket type. */
export interface Sale {
  readonly eventId: string;
  readonly ticketTypeId: string;
}

export const AS_ORGANIZER = { "x-api-key": ORGANIZER_KEY };

/** Puts an event of the demo organizer's on sale. */
export async function openSale(url: string, capacity: number): Promise<Sale> {
  const { eventId, ticketTypeIds } = await openEvent(url, [capacity]);
  return { eventId, ticketTypeId: ticketTypeIds[0] ?? "" };
}

/** Puts an event with several ticket types on sale. */
export async function openEvent(
  url: string,
  capacities: readonly number[],
): Promise<{ eventId: string; ticketTypeIds: string[] }> {
  const created = await call(url, "organizer.events.create", {
    input: {
      name: "Night of the Faults",
      startsAt: "2099-06-01T18:00:00.000Z",
      timezone: "Europe/Warsaw",
      ticketTypes: capacities.map((capacity, index) => ({
        name: `Type ${index + 1}`,
        price: { amount: PRICE, currency: "EUR" },
        capacity,
      })),
    },
    headers: AS_ORGANIZER,
  });
  const { id: eventId, ticketTypes } = created.ok(organizerEventShape);
  const published = await call(url, "organizer.events.publish", {
    input: { eventId },
    headers: AS_ORGANIZER,
  });
  published.ok(organizerEventShape);
  return { eventId, ticketTypeIds: ticketTypes.map(({ id }) => id) };
}

/** A reservation that its buyer was told of, and the token that it came with. */
export interface Held {
  readonly reservationId: string;
  readonly accessToken: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Reads a reply to `reservations.create`. */
export function heldOf(reply: Reply): Held {
  const { reservation, accessToken } = reply.ok(reserveOutput);
  return { reservationId: reservation.id, expiresAt: reservation.expiresAt, accessToken };
}

/** A request for one ticket, with a key of its own. */
export const reserveCall = ({ eventId, ticketTypeId }: Sale) => ({
  input: {
    eventId,
    items: [{ ticketTypeId, quantity: 1 }],
    customer: { email: "buyer@example.com", name: "Buyer" },
    idempotencyKey: randomUUID(),
  },
  headers: fromSomewhere(),
});

/** A request to pay, with a key of its own. */
export const payCall = (held: Omit<Held, "expiresAt">, paymentToken = "tok") => ({
  input: { reservationId: held.reservationId, paymentToken, idempotencyKey: randomUUID() },
  headers: { authorization: `Bearer ${held.accessToken}`, ...fromSomewhere() },
});

/** Where rate limits are on and this machine is a trusted proxy, each call is another client's. */
function fromSomewhere(): Record<string, string> {
  const octets = Array.from({ length: 3 }, () => randomInt(256));
  return { "x-forwarded-for": `10.${octets.join(".")}` };
}

/** Reads a reservation as its buyer does. */
export async function read(url: string, held: Omit<Held, "expiresAt">) {
  const reply = await call(url, "reservations.get", {
    input: { reservationId: held.reservationId },
    headers: { authorization: `Bearer ${held.accessToken}` },
  });
  return reply.ok(reservationShape);
}

/**
 * Makes one call, key and all, until it is answered by more than a word to come again, as a client
 * does whose connection breaks.
 *
 * @param urlOf where to, asked before each attempt.
 */
export async function insist(urlOf: () => string, path: Path, options: Call): Promise<Reply> {
  return waitFor(
    async () => {
      const reply = await call(urlOf(), path, options);
      return reply.status !== 200 && TRY_AGAIN.has(reply.error().reason) ? undefined : reply;
    },
    { timeoutMs: PATIENCE_MS_MAX, describe: `an answer to ${path}` },
  );
}

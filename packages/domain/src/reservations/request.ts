import { hash } from "node:crypto";
import type { Line } from "../inventory/allocate.ts";
import type { ReserveInput } from "./shapes.ts";

/** A buyer's request in the one form in which requests are compared, decided and stored. */
export interface ReservationRequest {
  readonly eventId: string;
  readonly idempotencyKey: string;
  /** See `requestHash`. */
  readonly hash: bigint;
  /** One for each ticket type, in the order of their ids. */
  readonly lines: readonly Line[];
  readonly customer: { readonly email: string; readonly name: string | null };
}

/** Adds up the lines of each ticket type and fingerprints the request. */
export function normalizeRequest(input: ReserveInput): ReservationRequest {
  const quantities = new Map<string, number>();
  for (const { ticketTypeId, quantity } of input.items) {
    const id = ticketTypeId.toLowerCase();
    quantities.set(id, (quantities.get(id) ?? 0) + quantity);
  }
  const lines = [...quantities]
    .map(([ticketTypeId, quantity]) => ({ ticketTypeId, quantity }))
    .sort((a, b) => (a.ticketTypeId < b.ticketTypeId ? -1 : 1));
  const eventId = input.eventId.toLowerCase();
  const customer = { email: input.customer.email, name: input.customer.name ?? null };
  return {
    eventId,
    idempotencyKey: input.idempotencyKey.toLowerCase(),
    hash: requestHash([eventId, lines, customer]),
    lines,
    customer,
  };
}

/** Hexadecimal digits of 64 bits. */
const HASH_DIGITS = 16;

/**
 * The first 64 bits, signed, of the SHA-256 of a request's JSON: enough to tell a replay from
 * another request that took the same key by mistake.
 */
export function requestHash(request: unknown): bigint {
  // As text, because a buffer for each request costs more than the hash itself.
  const digest = hash("sha256", JSON.stringify(request), "hex");
  return BigInt.asIntN(64, BigInt(`0x${digest.slice(0, HASH_DIGITS)}`));
}

import type { Buyer, Order } from "./order.ts";

/*
 * What this tab keeps of a purchase: who the buyer is, and an order whose answer has not come. A
 * browser that keeps nothing still sells: a reload then begins anew.
 */

const BUYER = "stampede.buyer";
const ORDER = "stampede.order.";

/** An order that was sent, and when, by the device's clock. */
interface SentOrder {
  readonly order: Order;
  readonly sentAtMs: number;
}

/** The name and e-mail that were typed before in this tab. */
export function rememberedBuyer(): Buyer {
  const { email, name } = read(BUYER);
  return {
    email: typeof email === "string" ? email : "",
    name: typeof name === "string" ? name : "",
  };
}

/** Keeps them for the next event. */
export function rememberBuyer(buyer: Buyer): void {
  write(BUYER, buyer);
}

/** Keeps an order before it is sent, so that a reload can find out what became of it. */
export function keepOrder(order: Order): void {
  const sent: SentOrder = { order, sentAtMs: Date.now() };
  write(ORDER + order.eventId, sent);
}

/** The order of an event whose answer has not come, if there is one. */
export function keptOrder(eventId: string): SentOrder | null {
  const { order, sentAtMs } = read(ORDER + eventId);
  return isOrder(order) && order.eventId === eventId && typeof sentAtMs === "number"
    ? { order, sentAtMs }
    : null;
}

/** Forgets it: its answer has come, or the buyer has given it up. */
export function dropOrder(eventId: string): void {
  try {
    sessionStorage.removeItem(ORDER + eventId);
  } catch {
    // Then there is nothing to forget.
  }
}

function isOrder(value: unknown): value is Order {
  return (
    typeof value === "object" &&
    value !== null &&
    "idempotencyKey" in value &&
    typeof value.idempotencyKey === "string" &&
    "eventId" in value &&
    "items" in value &&
    Array.isArray(value.items) &&
    "customer" in value &&
    typeof value.customer === "object"
  );
}

function read(key: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function write(key: string, value: object): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // It is kept by the page for as long as that is open.
  }
}

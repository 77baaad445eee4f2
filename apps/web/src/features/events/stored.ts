import { forgetInTab, keepInTab, keptInTab } from "../../tab-storage.ts";
import type { Buyer, Order } from "./order.ts";

/*
 * What this tab keeps of a purchase: who the buyer is, and an order whose answer has not come. A
 * browser that keeps nothing still sells: a reload then begins anew.
 */

const BUYER = "stampede.buyer";
const ORDER = "stampede.order.";
const LOADED_AT_MS = Date.now();

/** An order that was sent, when, by the device's clock, and at what price. */
interface SentOrder {
  readonly order: Order;
  readonly sentAtMs: number;
  /** What the page said that all of it costs, in minor units. */
  readonly shownTotal: number | undefined;
  /** When its answer came, by the device's clock. */
  readonly answeredAtMs?: number;
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
export function keepOrder(order: Order, shownTotal: number | undefined): void {
  const sent: SentOrder = { order, sentAtMs: Date.now(), shownTotal };
  write(ORDER + order.eventId, sent);
}

/** The order of an event whose answer has not come, if there is one. */
export function keptOrder(eventId: string): SentOrder | null {
  const { order, sentAtMs, shownTotal, answeredAtMs } = read(ORDER + eventId);
  return isOrder(order) &&
    order.eventId === eventId &&
    typeof sentAtMs === "number" &&
    !isAnswered(answeredAtMs)
    ? { order, sentAtMs, shownTotal: typeof shownTotal === "number" ? shownTotal : undefined }
    : null;
}

/** Keeps of it that its answer has come, for a page that was on its way to take this one's place. */
export function keepAnswered(eventId: string): void {
  write(ORDER + eventId, { ...keptOrder(eventId), answeredAtMs: Date.now() });
}

/** Whether it came to this page, or to one before it that was still there to show it. */
function isAnswered(answeredAtMs: unknown): boolean {
  const atMs = Number(answeredAtMs);
  return atMs < performance.timeOrigin || atMs > LOADED_AT_MS;
}

/** Forgets it: the server refused it, or the buyer has given it up. */
export function dropOrder(eventId: string): void {
  forgetInTab(ORDER + eventId);
}

function isOrder(value: unknown): value is Order {
  return (
    typeof value === "object" &&
    value !== null &&
    "idempotencyKey" in value &&
    "items" in value &&
    Array.isArray(value.items) &&
    "customer" in value &&
    typeof value.customer === "object"
  );
}

function read(key: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(keptInTab(key) ?? "{}"));
  } catch {
    // Somebody else has written there.
    return {};
  }
}

function write(key: string, value: object): void {
  keepInTab(key, JSON.stringify(value));
}

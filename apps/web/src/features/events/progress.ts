import type { Countdown } from "@stampede/client/countdown";
import type { AnyStampedeError } from "@stampede/client/errors";

import type { Order } from "./order.ts";
import type { WaitReason } from "./place-order.ts";
import { keptOrder } from "./stored.ts";
import type { Availability } from "./ticket-state.ts";

/** Within this a reload finds out by itself what became of an order; later the buyer is asked. */
const RESUME_MS_MAX = 120_000;

/** What the page showed when an order went out: its own hold must not look like somebody else's. */
interface Seen {
  readonly order: Order;
  readonly seen: Availability | undefined;
}

/** How far an order has come. */
export type Progress =
  | { readonly step: "idle" }
  /** The page was loaded anew while an order was under way. */
  | { readonly step: "resuming"; readonly order: Order }
  /** There is an order from some time ago whose answer never came. */
  | { readonly step: "found"; readonly order: Order }
  | ({ readonly step: "sending" } & Seen)
  | ({ readonly step: "waiting"; readonly reason: WaitReason; readonly ends: Countdown } & Seen)
  /** The server has said no. */
  | ({ readonly step: "refused"; readonly error: AnyStampedeError } & Seen)
  /** Held tickets may come back; the order is then sent again. */
  | ({ readonly step: "queued"; readonly ticketTypeId: string; readonly ends: Countdown } & Seen)
  /** Nobody knows what became of it; the same order may be sent again by hand. */
  | ({ readonly step: "unanswered" } & Seen);

/** Where an event's page begins: with the order that this tab sent before, if there is one. */
export function initialProgress(eventId: string): Progress {
  const kept = keptOrder(eventId);
  if (kept === null) return { step: "idle" };
  const isRecent = Math.abs(Date.now() - kept.sentAtMs) <= RESUME_MS_MAX;
  return { step: isRecent ? "resuming" : "found", order: kept.order };
}

/** The order that is under way, which nothing on the page may change. */
export function orderUnderWay(progress: Progress): Order | null {
  switch (progress.step) {
    case "resuming":
    case "sending":
    case "waiting":
    case "queued":
      return progress.order;
    case "idle":
    case "found":
    case "refused":
    case "unanswered":
      return null;
    default:
      return progress satisfies never;
  }
}

/** A countdown that begins now. */
export function countdownOf(ms: number): Countdown {
  const nowMs = Date.now();
  return {
    serverNow: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + ms).toISOString(),
  };
}

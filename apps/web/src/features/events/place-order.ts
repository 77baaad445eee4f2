import type { Outputs } from "@stampede/client/api";
import { type AnyStampedeError, isStampedeError, isTransient } from "@stampede/client/errors";

import type { Order } from "./order.ts";

/** After so many attempts the buyer is asked. */
const ATTEMPTS_MAX = 20;
const BACKOFF_MS_FIRST = 500;
const BACKOFF_MS_MAX = 8_000;
/** Whoever is told to come back later than this is told so. */
const RETRY_AFTER_MS_MAX = 120_000;
/** Without a connection there is nothing to try; its return ends the wait. */
const OFFLINE_MS = 30_000;

/** Why an order is waiting to be sent again. */
export type WaitReason = "NETWORK" | "RATE_LIMITED" | "OVERLOADED" | "UNAVAILABLE";

/** A wait between two attempts. */
export interface OrderWait {
  readonly reason: WaitReason;
  readonly waitMs: number;
}

type Reserved = Outputs["reservations"]["create"];

interface PlaceOrderOptions {
  /** Sends the order once. */
  readonly send: (order: Order) => Promise<Reserved>;
  /** Tells the buyer that it is being sent. */
  readonly onSend: () => void;
  /** Tells the buyer why, and resolves when it is time to send it again; rejects to give up. */
  readonly wait: (wait: OrderWait) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly isOnline: () => boolean;
}

/**
 * Sends an order until its answer comes: the same one with the same key each time, so that it is
 * carried out once however often it is sent.
 *
 * @throws {StampedeError} a refusal that is final, or the last failure when there were too many.
 */
export async function placeOrder(order: Order, options: PlaceOrderOptions): Promise<Reserved> {
  for (let attempt = 1; ; attempt++) {
    options.onSend();
    try {
      return await options.send(order);
    } catch (error) {
      const wait = isStampedeError(error) ? waitAfter(error, attempt, options) : null;
      if (wait === null) throw error;
      await options.wait(wait);
    }
  }
}

function waitAfter(
  error: AnyStampedeError,
  attempt: number,
  { random, isOnline }: PlaceOrderOptions,
): OrderWait | null {
  const { reason, retryAfterMs } = error;
  if (attempt >= ATTEMPTS_MAX || !isTransient(error) || !isWaitReason(reason)) return null;
  if ((retryAfterMs ?? 0) > RETRY_AFTER_MS_MAX) return null;
  if (reason === "NETWORK" && !isOnline()) return { reason, waitMs: OFFLINE_MS };
  // The random part keeps buyers who were turned away together from coming back together.
  const boundMs = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_FIRST * 2 ** (attempt - 1));
  return { reason, waitMs: (retryAfterMs ?? 0) + boundMs / 2 + (random() * boundMs) / 2 };
}

function isWaitReason(reason: string): reason is WaitReason {
  return ["NETWORK", "RATE_LIMITED", "OVERLOADED", "UNAVAILABLE"].includes(reason);
}

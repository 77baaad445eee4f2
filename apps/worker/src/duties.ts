import type { PaymentContext } from "@stampede/domain/payments/payment-context";
import { sendRefunds, settlePending } from "@stampede/domain/payments/reconcile-payments";
import { type Walked, windUpEvents } from "@stampede/domain/payments/wind-up-events";
import { releaseDue } from "@stampede/domain/reservations/release-due";
import { oneAtATime } from "./one-at-a-time.ts";

/**
 * What a worker does of its own accord. Each runs once at a time in a process, whichever job asks for
 * it, so that a hundred thousand refunds take no more connections than one; and none waits for
 * another, so that a slow gateway keeps no tickets from being released. Only the alarm of a hold
 * releases beside them: a release under way may have passed the hold by, which would then wait for
 * the next sweep.
 */
export interface Duties {
  readonly release: () => Promise<void>;
  readonly settle: () => Promise<void>;
  readonly refund: () => Promise<void>;
  readonly windUp: () => Promise<void>;
}

/** The duties of one process. */
export function createDuties(ctx: PaymentContext): Duties {
  const walked: Walked = new Map();
  return {
    release: oneAtATime(() => releaseDue(ctx)),
    settle: oneAtATime(() => settlePending(ctx)),
    refund: oneAtATime(() => sendRefunds(ctx)),
    windUp: oneAtATime(() => windUpEvents(ctx, { walked })),
  };
}

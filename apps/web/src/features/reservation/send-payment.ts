import type { Countdown } from "@stampede/client/countdown";
import { type AnyStampedeError, isStampedeError, isTransient } from "@stampede/client/errors";

import { startWait } from "../events/wait.ts";

/** After these a person decides. */
const ATTEMPTS_MAX = 30;
const BACKOFF_MS_FIRST = 1_000;
const BACKOFF_MS_MAX = 15_000;

/** Why a payment has not gone through yet, and when it is sent again. */
export interface Retrying {
  readonly error: AnyStampedeError;
  readonly ends: Countdown;
}

interface SendPaymentOptions<P> {
  /** Sends it once. */
  readonly send: () => Promise<P>;
  /** Tells the buyer what is waited for. */
  readonly onWait: (retrying: Retrying) => void;
}

/**
 * Sends a payment until its answer comes: what may pass is tried again, after the time that the
 * server asks for or as soon as the connection is back.
 *
 * @returns what `send` gives
 * @throws what `send` throws for good, or the last failure when there were too many.
 */
export async function sendPayment<P>({ send, onWait }: SendPaymentOptions<P>): Promise<P> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !isStampedeError(error) || !isTransient(error)) throw error;
      const ms = waitMs(attempt, error);
      onWait({ error, ends: countdownOf(ms) });
      const endsOnline = error.reason === "NETWORK";
      await startWait(ms, { signal: NEVER, endsOnline }).over;
    }
  }
}

const NEVER = new AbortController().signal;

/** What the server asks for, and by chance some more, so that a crowd does not come back together. */
function waitMs(attempt: number, { retryAfterMs }: AnyStampedeError): number {
  const boundMs = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_FIRST * 2 ** (attempt - 1));
  return (retryAfterMs ?? 0) + boundMs / 2 + (Math.random() * boundMs) / 2;
}

function countdownOf(ms: number): Countdown {
  const nowMs = Date.now();
  return {
    serverNow: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + ms).toISOString(),
  };
}

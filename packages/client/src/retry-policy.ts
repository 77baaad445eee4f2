import type { AnyStampedeError } from "./errors.ts";

/** Bounds of trying again; each has a default. */
export interface RetryOptions {
  /** Attempts for each call, the first included: 1 turns retries off. */
  readonly attemptsMax?: number;
  /** Is told why a call is tried again, each time, and with null once it has its answer. */
  readonly onRetry?: (call: number, reason: AnyStampedeError | null) => void;
  /** What the attempts wait with; a test passes its own. */
  readonly timing?: Timing;
}

/** Where waiting and chance come from. */
export interface Timing {
  /** Resolves after `ms`, or as soon as `signal` is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to 1, without 1. */
  random(): number;
}

/** What decides whether a call may be repeated. */
export interface RetryableCall {
  readonly type: "query" | "mutation" | "subscription";
  readonly path: string;
  readonly input: unknown;
}

export const ATTEMPTS_MAX_DEFAULT = 5;
const BACKOFF_MS_FIRST = 200;
const BACKOFF_MS_MAX = 5_000;
/** Whoever is told to come back later than this is told so, rather than kept waiting in silence. */
const RETRY_AFTER_MS_MAX = 10_000;

// Changes that have no key and come to the same however often they are made.
const IDEMPOTENT_PATHS: ReadonlySet<string> = new Set(["reservations.cancel"]);

/** Whether a second attempt can have no second effect: it reads, or it carries a key, or it is idempotent. */
export function isSafeToRepeat({ type, path, input }: RetryableCall): boolean {
  if (type !== "mutation" || IDEMPOTENT_PATHS.has(path)) return true;
  return typeof input === "object" && input !== null && "idempotencyKey" in input;
}

/**
 * How long to wait before the next attempt: what the server asked for, and on top of it a random
 * share of a bound that doubles, so that callers refused together do not come back together.
 *
 * @param attempt how many attempts were made, from 1
 * @param retryAfterMs what the server asked for, if it did
 * @param random from 0 up to 1
 * @returns milliseconds, or null when the server asks for longer than a caller should be kept waiting
 */
export function backoffMs(
  attempt: number,
  retryAfterMs: number | null,
  random: number,
): number | null {
  if (retryAfterMs !== null && retryAfterMs > RETRY_AFTER_MS_MAX) return null;
  const boundMs = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_FIRST * 2 ** (attempt - 1));
  return (retryAfterMs ?? 0) + Math.round(random * boundMs);
}

/** The runtime's timers and chance. */
export const realTiming: Timing = {
  random: Math.random,
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const finish = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      signal.addEventListener("abort", finish);
    }),
};

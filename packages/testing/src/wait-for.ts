import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS_DEFAULT = 20;
/** A busy machine takes its time, and what is waited for tells when it is there, not how soon. */
const TIMEOUT_MS_DEFAULT = 20_000;

/**
 * Waits until a condition holds, instead of sleeping for as long as it usually takes.
 * @param condition answers something truthy when it holds; an error counts as not yet
 * @param options.timeoutMs how long it may take, default 20 s
 * @param options.pollMs how long between two looks, default 20 ms
 * @param options.describe what was waited for, quoted when it never came
 * @returns what the condition answered
 * @throws Error when the time is up, with the condition's last error as its cause
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: { timeoutMs?: number; pollMs?: number; describe?: string | (() => string) } = {},
): Promise<Exclude<T, false | null | undefined | 0 | "">> {
  const { timeoutMs = TIMEOUT_MS_DEFAULT, pollMs = POLL_MS_DEFAULT } = options;
  const { describe = "the condition" } = options;
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      const answer = await condition();
      if (isTruthy(answer)) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(pollMs);
  } while (performance.now() < deadline);
  const what = typeof describe === "string" ? describe : describe();
  throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, { cause });
}

function isTruthy<T>(value: T): value is Exclude<T, false | null | undefined | 0 | ""> {
  return Boolean(value);
}

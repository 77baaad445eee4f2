import type { AnyStampedeError } from "@stampede/client/errors";

/*
 * The calls that are being tried again at this moment, and why, so that the page can say what keeps it
 * waiting.
 */

const retried = new Map<number, AnyStampedeError>();
const listeners = new Set<() => void>();

/** Notes why a call is tried again; null once it has its answer. */
export function noteRetry(call: number, reason: AnyStampedeError | null): void {
  if (reason === null) retried.delete(call);
  else retried.set(call, reason);
  for (const listener of listeners) listener();
}

/** Tells `listener` of each change; what it returns ends that. */
export function onRetriedCalls(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Why the first of them is tried again. */
export function retryReason(): AnyStampedeError | undefined {
  return retried.values().next().value;
}

import type { Operation, TRPCClientError } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import type { Api, ApiLink } from "./api.ts";
import { type AnyStampedeError, abortedError, isTransient, toStampedeError } from "./errors.ts";
import { ATTEMPTS_MAX_DEFAULT, type RetryOptions } from "./retry-policy.ts";
import { backoffMs, isSafeToRepeat, realTiming } from "./retry-policy.ts";

type Next = Parameters<ReturnType<ApiLink>>[0]["next"];
type Answer = Parameters<Parameters<ReturnType<Next>["subscribe"]>[0]["next"] & object>[0];

interface Listener {
  next(answer: Answer): void;
  complete(): void;
  error(error: TRPCClientError<Api>): void;
}

/**
 * Gives every call its attempts, and every failure its reason. Only a call that is safe to repeat is
 * repeated, with the same input and so the same key, and only after a failure that may pass.
 */
export function retryLink(options: RetryOptions): ApiLink {
  return () =>
    ({ op, next }) =>
      observable((observer) => startCall(op, next, observer, options));
}

/** Starts a call; what it returns gives the call up. */
function startCall(
  op: Operation,
  next: Next,
  listener: Listener,
  options: RetryOptions,
): () => void {
  const { attemptsMax = ATTEMPTS_MAX_DEFAULT, timing = realTiming, onRetry } = options;
  const over = new AbortController();
  let attempts = 0;
  let current: Unsubscribable | undefined;

  function send(request: Operation): void {
    attempts += 1;
    current = next(request).subscribe({
      next(answer) {
        // A subscription that delivered has its attempts again for the day its connection fails.
        if (op.type === "subscription" && isData(answer)) attempts = 1;
        listener.next(answer);
      },
      complete: () => listener.complete(),
      error: (cause) => void recover(toStampedeError(cause, op.type === "subscription")),
    });
  }

  async function recover(error: AnyStampedeError): Promise<void> {
    if (over.signal.aborted) return;
    if (attempts > 1 && wasCancelledBefore(op, error)) {
      send({ ...op, type: "query", path: "reservations.get" });
      return;
    }
    const again = attempts < attemptsMax && isSafeToRepeat(op) && isTransient(error);
    const waitMs = again ? backoffMs(attempts, error.retryAfterMs, timing.random()) : null;
    if (waitMs === null) {
      listener.error(error);
      return;
    }
    if (op.type !== "subscription") onRetry?.(op.id, error);
    await timing.wait(waitMs, over.signal);
    if (!over.signal.aborted) send(op);
  }

  function giveUp(): void {
    if (attempts > 1) onRetry?.(op.id, null);
    over.abort();
    current?.unsubscribe();
    op.signal?.removeEventListener("abort", abort);
  }

  // The links below may wait for the other calls of a batch; the caller should not have to.
  function abort(): void {
    if (op.type === "subscription") listener.complete();
    else listener.error(abortedError());
    giveUp();
  }

  if (op.signal?.aborted) {
    abort();
    return giveUp;
  }
  op.signal?.addEventListener("abort", abort, { once: true });
  send(op);
  return giveUp;
}

function isData({ result }: Answer): boolean {
  return result.type === undefined || result.type === "data";
}

/** The first attempt cancelled it and its answer was lost: what it came to can still be read. */
function wasCancelledBefore({ path }: Operation, error: AnyStampedeError): boolean {
  return (
    path === "reservations.cancel" &&
    error.reason === "RESERVATION_CLOSED" &&
    error.details.status === "cancelled"
  );
}

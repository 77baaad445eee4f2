import type { DefaultOptions } from "@tanstack/react-query";
import { isStampedeError, isTransient } from "../errors.ts";

/** After these the error is shown, with a button to try again. */
const ROUNDS_MAX = 10;
const WAIT_MS_FIRST = 2_000;
const WAIT_MS_MAX = 30_000;
/** For how long an answer is shown without asking again when it is looked at anew. */
const FRESH_MS = 10_000;

/**
 * Defaults for a QueryClient whose queries go through this client. The client has tried each call
 * several times already; a query whose failure may pass is asked again after what the server
 * asked for, however long. A mutation is not: a person decides.
 */
export const queryDefaults: DefaultOptions = {
  queries: {
    staleTime: FRESH_MS,
    retry: (rounds, error) => rounds < ROUNDS_MAX && isStampedeError(error) && isTransient(error),
    retryDelay: (rounds, error) => waitMs(rounds, error),
  },
  mutations: { retry: false, networkMode: "always" },
};

function waitMs(rounds: number, error: Error): number {
  const bound = Math.min(WAIT_MS_MAX, WAIT_MS_FIRST * 2 ** rounds);
  const asked = isStampedeError(error) ? (error.retryAfterMs ?? 0) : 0;
  // The half by chance, so that a crowd that was turned away together does not come back together.
  return asked + bound / 2 + (Math.random() * bound) / 2;
}

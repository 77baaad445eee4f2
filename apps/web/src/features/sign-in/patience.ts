import { SignInError } from "./sign-in-request.ts";

const RETRIES_MAX = 3;
const WAIT_MS = 1_000;
/** Whoever is told to wait longer is told so. */
const WAIT_MS_MAX = 10_000;

/**
 * For calls that do no more when they are made twice: where the server has too much to do, or is away
 * for a moment, they are made again after what it asks for.
 */
export const patience = {
  retry: (failures: number, error: Error): boolean =>
    failures < RETRIES_MAX &&
    error instanceof SignInError &&
    (error.reason === "OVERLOADED" || error.reason === "UNAVAILABLE") &&
    waitMs(error) <= WAIT_MS_MAX,
  retryDelay: (_failures: number, error: Error): number => waitMs(error),
};

function waitMs(error: Error): number {
  return (error instanceof SignInError ? error.retryAfterMs : null) ?? WAIT_MS;
}

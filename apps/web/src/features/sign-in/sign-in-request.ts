import { StampedeError } from "@stampede/client/errors";

const PATH = "/api/auth/";
/** Looking at a password takes the server a moment, and more when many sign in at once. */
const TIMEOUT_MS = 20_000;

/** Why a call about signing in was refused; the last two are this page's own. */
const REASONS = [
  "WRONG_CREDENTIALS",
  "CHALLENGE_ENDED",
  "UNAUTHENTICATED",
  "WRONG_PASSWORD",
  "WRONG_CODE",
  "SECOND_FACTOR_ON",
  "SECOND_FACTOR_OFF",
  "RATE_LIMITED",
  "INVALID_INPUT",
  "OVERLOADED",
  "UNAVAILABLE",
  "NETWORK",
  "UNEXPECTED",
] as const;
export type SignInReason = (typeof REASONS)[number];

/** A refusal of a call about signing in. */
export class SignInError extends Error {
  override readonly name = "SignInError";
  readonly reason: SignInReason;
  /** How long the server asks to be left alone, where it says so. */
  readonly retryAfterMs: number | null;
  /** The same as an instant of this device's clock, in ISO 8601. */
  readonly retryAt: string | null;

  constructor(reason: SignInReason, retryAfterMs: number | null = null) {
    super(`signing in: ${reason}`);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
    this.retryAt = retryAfterMs === null ? null : new Date(Date.now() + retryAfterMs).toISOString();
  }
}

/**
 * Asks something of the sign-in; what comes back is read as the server's documentation says.
 *
 * @throws {SignInError} with the server's reason, or `NETWORK` where no answer came.
 */
export function getJson<T>(call: string, signal?: AbortSignal): Promise<T> {
  return request<T>(call, { method: "GET" }, signal);
}

/** The same for what changes something. */
export function postJson<T>(call: string, input: object = {}, signal?: AbortSignal): Promise<T> {
  const headers = { "content-type": "application/json" };
  return request<T>(call, { method: "POST", headers, body: JSON.stringify(input) }, signal);
}

/**
 * Gives what may pass the form that all other queries fail with, so that it is tried again, and told
 * of, in the same way.
 *
 * @throws {StampedeError} `NETWORK`, `RATE_LIMITED`, `OVERLOADED` or `UNAVAILABLE`; any other
 *   failure as it came.
 */
export async function asQuery<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    throw error instanceof SignInError ? asStampedeError(error) : error;
  }
}

function asStampedeError(error: SignInError): Error {
  const { reason, message, retryAfterMs } = error;
  const context = { message, retryAfterMs, cause: error };
  if (reason === "NETWORK") return new StampedeError(reason, null, context);
  if (reason !== "RATE_LIMITED" && reason !== "OVERLOADED" && reason !== "UNAVAILABLE")
    return error;
  return new StampedeError(reason, { retryAt: error.retryAt ?? new Date().toISOString() }, context);
}

async function request<T>(call: string, init: RequestInit, signal?: AbortSignal): Promise<T> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const both = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const reply = await fetch(PATH + call, { ...init, signal: both }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new SignInError("NETWORK");
  });
  if (reply.ok) return reply.json();
  throw await refusalOf(reply);
}

async function refusalOf(reply: Response): Promise<SignInError> {
  const body: unknown = await reply.json().catch(() => null);
  const said = read(read(read(body, "error"), "data"), "reason");
  const seconds = Number(reply.headers.get("retry-after") ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : null;
  const known = REASONS.find((reason) => reason === said);
  // A refusal without the server's own form comes from something in between.
  const other = said === undefined && reply.status >= 500 ? "NETWORK" : "UNEXPECTED";
  return new SignInError(known ?? other, retryAfterMs);
}

function read(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

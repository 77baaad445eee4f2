import { TRPCClientError } from "@trpc/client";
import type { Api, ServerDetails } from "./api.ts";
import { NetworkFault, Reply, instant, msBetween } from "./transport.ts";

/** What an error tells beside its reason: the server's reasons, and three of the client's own. */
export interface ErrorDetails extends ServerDetails {
  /** No answer that could be read: nobody knows whether the call was carried out. */
  NETWORK: null;
  /** The caller's own signal ended the call. */
  ABORTED: null;
  /** A call that cannot be made from here, or a reason that this version does not know. */
  UNEXPECTED: null;
}

/** A stable name for programs. */
export type Reason = keyof ErrorDetails;

// Every reason of the server, and whether the same call may succeed a moment later. A reason that is
// added to the server and not here does not compile.
const IS_TRANSIENT: Readonly<Record<keyof ServerDetails, boolean>> = {
  INVALID_INPUT: false,
  NOT_FOUND: false,
  UNAUTHENTICATED: false,
  SOLD_OUT: false,
  ALL_HELD: false,
  LIMIT_REACHED: false,
  SALES_NOT_STARTED: false,
  SALES_ENDED: false,
  EVENT_NOT_ON_SALE: false,
  RESERVATION_EXPIRED: false,
  RESERVATION_CLOSED: false,
  PAYMENT_IN_PROGRESS: false,
  CARD_DECLINED: false,
  PAYMENT_FAILED: false,
  // The gateway is being asked already; asking to pay again finds out nothing sooner.
  PAYMENT_PENDING: false,
  CURRENCY_NOT_SUPPORTED: false,
  IDEMPOTENCY_KEY_REUSED: false,
  CAPACITY_TOO_SMALL: false,
  RATE_LIMITED: true,
  OVERLOADED: true,
  UNAVAILABLE: true,
  INTERNAL_ERROR: false,
};

interface ErrorContext {
  readonly message: string;
  readonly retryAfterMs: number | null;
  readonly cause?: Error;
}

/** Why a call failed: `reason` for programs, `message` for a person. */
export class StampedeError<R extends Reason = Reason> extends TRPCClientError<Api> {
  override readonly name = "StampedeError";
  readonly reason: R;
  readonly details: ErrorDetails[R];
  /** How long the server asks to be left alone, by its own clock, where it says so. */
  readonly retryAfterMs: number | null;

  constructor(reason: R, details: ErrorDetails[R], { message, retryAfterMs, cause }: ErrorContext) {
    const shape = cause instanceof TRPCClientError ? cause.shape : null;
    super(message, { ...(cause && { cause }), ...(shape && { result: { error: shape } }) });
    // The base class sets its own prototype, which would take this class's away.
    Object.setPrototypeOf(this, StampedeError.prototype);
    this.reason = reason;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }
}

/** An error of any one reason; a comparison of `reason` tells which details it has. */
export type AnyStampedeError = { [R in Reason]: StampedeError<R> }[Reason];

/** Whether what was caught is an error of this client, so that its `reason` can be read. */
export function isStampedeError(error: unknown): error is AnyStampedeError {
  return error instanceof StampedeError;
}

/** Whether the same call may succeed a moment later. */
export function isTransient({ reason }: AnyStampedeError): boolean {
  return reason === "NETWORK" || (isServerReason(reason) && IS_TRANSIENT[reason]);
}

/** What a call that its caller gave up fails with. */
export function abortedError(): AnyStampedeError {
  return ownError("ABORTED", "The call was given up.", null);
}

/** What a call fails with that cannot be made from here; `message` says what to change. */
export function unexpectedError(message: string): AnyStampedeError {
  return ownError("UNEXPECTED", message, null);
}

/**
 * Gives a failure its reason: the server's where there is one, else the client's own.
 *
 * @param cause what the links below failed with
 * @param isStream whether a subscription failed, whose connection tells nothing of why
 */
export function toStampedeError(cause: TRPCClientError<Api>, isStream: boolean): AnyStampedeError {
  if (isStampedeError(cause)) return cause;
  if (cause.cause instanceof NetworkFault) {
    return ownError("NETWORK", cause.message, cause.cause.retryAfterMs, cause);
  }
  const reply = replyOf(cause);
  if (cause.data == null) {
    // A reply without the server's own form of error comes from something in between.
    if (reply === undefined && !isStream) return ownError("UNEXPECTED", cause.message, null, cause);
    return ownError("NETWORK", "The connection failed.", reply?.retryAfterMs ?? null, cause);
  }
  const { reason, details } = cause.data;
  if (!isServerReason(reason)) return ownError("UNEXPECTED", cause.message, null, cause);
  return errorOf(reason, details, {
    message: cause.message,
    retryAfterMs: askedToWaitMs(reply, details),
    cause,
  });
}

function ownError(
  reason: Exclude<Reason, keyof ServerDetails>,
  message: string,
  retryAfterMs: number | null,
  cause?: Error,
): AnyStampedeError {
  return errorOf(reason, null, { message, retryAfterMs, ...(cause && { cause }) });
}

function errorOf(
  reason: Reason,
  details: ErrorDetails[Reason],
  context: ErrorContext,
): AnyStampedeError {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server ties the details to the reason; a union taken apart cannot be told that
  return new StampedeError(reason, details, context) as AnyStampedeError;
}

function isServerReason(reason: unknown): reason is keyof ServerDetails {
  return typeof reason === "string" && Object.hasOwn(IS_TRANSIENT, reason);
}

function replyOf({ meta }: TRPCClientError<Api>): Reply | undefined {
  const response = meta?.["response"];
  return response instanceof Reply ? response : undefined;
}

// `retryAt` is on the server's clock, so it is compared with the server's own time and no other.
function askedToWaitMs(reply: Reply | undefined, details: unknown): number | null {
  if (reply === undefined) return null;
  if (reply.retryAfterMs !== null) return reply.retryAfterMs;
  if (typeof details !== "object" || details === null || !("retryAt" in details)) return null;
  return msBetween(reply.serverNowMs, instant(String(details.retryAt)));
}

import type { DomainError, Reason, RefusalDetails } from "@stampede/domain/errors";
import { asDomainError } from "@stampede/domain/faults";
import { TRPCError, type TRPC_ERROR_CODE_KEY } from "@trpc/server";
import { ZodError } from "zod";

/** More issues than these help nobody to mend a request. */
const ISSUES_MAX = 20;
/** A message quotes the name of an unknown key, which may be as long as the body. */
const ISSUE_LENGTH_MAX = 200;

/** Each reason with its details, as programs read it from an error's `data`; a union by `reason`. */
export type Refusal =
  | { [R in Reason]: { reason: R; details: RefusalDetails[R] } }[Reason]
  | { reason: "INTERNAL_ERROR"; details: null };

/** What tRPC and HTTP say for each reason. A reason that is missing here does not compile. */
const CODES: Readonly<Record<Reason, TRPC_ERROR_CODE_KEY>> = {
  INVALID_INPUT: "BAD_REQUEST",
  NOT_FOUND: "NOT_FOUND",
  UNAUTHENTICATED: "UNAUTHORIZED",
  SOLD_OUT: "CONFLICT",
  ALL_HELD: "CONFLICT",
  LIMIT_REACHED: "CONFLICT",
  SALES_NOT_STARTED: "PRECONDITION_FAILED",
  SALES_ENDED: "PRECONDITION_FAILED",
  EVENT_NOT_ON_SALE: "PRECONDITION_FAILED",
  RESERVATION_EXPIRED: "CONFLICT",
  RESERVATION_CLOSED: "CONFLICT",
  PAYMENT_IN_PROGRESS: "CONFLICT",
  CARD_DECLINED: "PAYMENT_REQUIRED",
  PAYMENT_FAILED: "PAYMENT_REQUIRED",
  PAYMENT_PENDING: "TIMEOUT",
  CURRENCY_NOT_SUPPORTED: "BAD_REQUEST",
  IDEMPOTENCY_KEY_REUSED: "UNPROCESSABLE_CONTENT",
  CAPACITY_TOO_SMALL: "CONFLICT",
  RATE_LIMITED: "TOO_MANY_REQUESTS",
  OVERLOADED: "SERVICE_UNAVAILABLE",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
};

/** tRPC's own refusals of a request that never reached a procedure, in this project's words. */
const REQUEST_FAULTS: Readonly<Partial<Record<TRPC_ERROR_CODE_KEY, string>>> = {
  PARSE_ERROR: "The request is not valid JSON.",
  BAD_REQUEST: "The request is not a valid call.",
  METHOD_NOT_SUPPORTED: "Queries take GET, mutations take POST.",
  UNSUPPORTED_MEDIA_TYPE: "The content type must be application/json.",
  PAYLOAD_TOO_LARGE: "The request is too large.",
};

/**
 * Any error as one that tRPC answers with the right status: a refusal of the domain by its reason,
 * a database out of reach as `UNAVAILABLE`, and all else unchanged.
 */
export function asTRPCError(error: unknown): TRPCError {
  // Whatever a procedure throws reaches its middleware as tRPC's word for an unknown fault.
  const isFault = !(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR";
  if (!isFault) return error;
  const cause = error instanceof TRPCError ? error.cause : error;
  const refusal = asDomainError(cause);
  if (refusal !== undefined) return refused(refusal);
  return error instanceof TRPCError
    ? error
    : new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause });
}

/**
 * A refusal as tRPC's error.
 *
 * @param code where HTTP has a more exact status than the reason's own.
 */
export function refused(refusal: DomainError, code = CODES[refusal.reason]): TRPCError {
  // No stack trace, for the same reason as that of a `DomainError`.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new TRPCError({ code, message: refusal.message, cause: refusal });
  } finally {
    // Whatever fails here, or no fault of this process would be found any more.
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * A call whose refusals are tRPC's errors from the first: around any other error tRPC makes one of
 * its own, with a stack trace, which would be a seventh of what it costs to refuse a crowd.
 */
export async function refusing<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    throw asTRPCError(error);
  }
}

/** What an error tells its caller: its reason with the details, and a message for a person. */
export function refusalOf(error: TRPCError): Refusal & { message: string } {
  const { cause, code } = error;
  const refusal = asDomainError(cause);
  if (refusal !== undefined) return { message: refusal.message, ...reasonOf(refusal) };
  // Only of an input: a reply that its own schema refuses is this server's fault.
  if (code === "BAD_REQUEST" && cause instanceof ZodError) {
    return invalid("The input is not valid.", issuesOf(cause));
  }
  if (code === "NOT_FOUND") {
    return { message: "No such procedure.", reason: "NOT_FOUND", details: null };
  }
  const fault = REQUEST_FAULTS[code];
  if (fault !== undefined) return invalid(fault, [{ path: [], message: fault }]);
  return { message: "Something went wrong here.", reason: "INTERNAL_ERROR", details: null };
}

function reasonOf(refusal: DomainError): Refusal {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- DomainError's constructor ties the details to the reason
  return { reason: refusal.reason, details: refusal.details } as Refusal;
}

function invalid(
  message: string,
  issues: RefusalDetails["INVALID_INPUT"]["issues"],
): Refusal & { message: string } {
  return { message, reason: "INVALID_INPUT", details: { issues } };
}

function issuesOf(error: ZodError): RefusalDetails["INVALID_INPUT"]["issues"] {
  return error.issues.slice(0, ISSUES_MAX).map(({ path, message }) => ({
    path: path.map((step) => (typeof step === "symbol" ? String(step) : step)),
    message: message.slice(0, ISSUE_LENGTH_MAX),
  }));
}

/** Everything that the domain refuses, with the details that each reason carries. */
export interface RefusalDetails {
  INVALID_INPUT: { issues: { path: (string | number)[]; message: string }[] };
  NOT_FOUND: null;
  UNAUTHENTICATED: null;
  SOLD_OUT: { ticketTypeId: string; available: number };
  ALL_HELD: { ticketTypeId: string; available: number; retryAt: string };
  LIMIT_REACHED: { ticketTypeId: string; max: number };
  SALES_NOT_STARTED: { ticketTypeId: string; at: string };
  SALES_ENDED: { ticketTypeId: string; at: string };
  EVENT_NOT_ON_SALE: null;
  RESERVATION_EXPIRED: { at: string };
  RESERVATION_CLOSED: { status: string };
  PAYMENT_IN_PROGRESS: null;
  CARD_DECLINED: null;
  PAYMENT_FAILED: null;
  PAYMENT_PENDING: null;
  CURRENCY_NOT_SUPPORTED: { supported: string[] };
  IDEMPOTENCY_KEY_REUSED: null;
  CAPACITY_TOO_SMALL: { ticketTypeId: string; reserved: number };
  RATE_LIMITED: { retryAt: string };
  OVERLOADED: { retryAt: string };
  UNAVAILABLE: { retryAt: string };
}

/** A stable name for programs; what a person reads is the error's message. */
export type Reason = keyof RefusalDetails;

/**
 * A refusal with a documented reason, as opposed to a fault. Adapters translate it by its reason,
 * never by its message.
 */
export class DomainError<R extends Reason = Reason> extends Error {
  override readonly name: string;
  readonly reason: R;
  readonly details: RefusalDetails[R];

  constructor(reason: R, message: string, details: RefusalDetails[R]) {
    // A refusal is an answer and no fault: nobody reads where it was made, and a crowd that comes too
    // late would pay for a stack trace each.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      super(message);
    } finally {
      // Whatever fails here, or no fault of this process would be found any more.
      Error.stackTraceLimit = stackTraceLimit;
    }
    this.name = "DomainError";
    this.reason = reason;
    this.details = details;
  }
}

/** The same refusal for what does not exist and for what is not the caller's to see. */
export function notFound(what: string): DomainError<"NOT_FOUND"> {
  return new DomainError("NOT_FOUND", `${what} was not found.`, null);
}

/** What a schema alone could not refuse, said in the same way: `path` leads to the field at fault. */
export function invalidInput(
  path: (string | number)[],
  message: string,
): DomainError<"INVALID_INPUT"> {
  return new DomainError("INVALID_INPUT", message, { issues: [{ path, message }] });
}

/** What came after the end of the hold that it was for. */
export function hasRunOut(expiresAt: Date): DomainError {
  return new DomainError("RESERVATION_EXPIRED", "The reservation has run out.", {
    at: expiresAt.toISOString(),
  });
}

import { DrizzleQueryError } from "drizzle-orm";

/** The SQLSTATEs that this project tells apart. https://www.postgresql.org/docs/18/errcodes-appendix.html */
export const SQLSTATE = {
  invalidLogarithm: "2201E",
  uniqueViolation: "23505",
  checkViolation: "23514",
  serializationFailure: "40001",
  deadlockDetected: "40P01",
  inFailedTransaction: "25P02",
  idleInTransaction: "25P03",
  transactionTimeout: "25P04",
  lockNotAvailable: "55P03",
  queryCanceled: "57014",
} as const;

/** The server's own error under whatever a library wrapped around it, or undefined. */
function root(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error;
}

/** The SQLSTATE of an error that PostgreSQL reported, or undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  const cause = root(error);
  if (!(cause instanceof Error) || !("code" in cause) || !("severity" in cause)) return undefined;
  return typeof cause.code === "string" ? cause.code : undefined;
}

/** The constraint that an error of PostgreSQL names, or undefined. */
export function constraintOf(error: unknown): string | undefined {
  const cause = root(error);
  if (!(cause instanceof Error) || !("constraint" in cause)) return undefined;
  return typeof cause.constraint === "string" ? cause.constraint : undefined;
}

const CONNECTION_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "ENOTFOUND",
]);

// node-postgres gives these no code; the texts are those of pg 8.23 and pg-pool 3.
const CONNECTION_MESSAGES = [
  "Connection terminated",
  "timeout exceeded when trying to connect",
  "Query read timeout",
  "Client has encountered a connection error",
  "Client was closed",
  "Cannot use a pool after calling end",
];

/**
 * Whether the database was out of reach, shutting down, or too slow to answer, as opposed to
 * refusing what it was asked.
 */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) {
    return (
      state.startsWith("08") ||
      state.startsWith("57P") ||
      state.startsWith("53") ||
      state === SQLSTATE.lockNotAvailable ||
      state === SQLSTATE.queryCanceled ||
      state === SQLSTATE.idleInTransaction ||
      state === SQLSTATE.transactionTimeout
    );
  }
  const cause = root(error);
  if (cause instanceof AggregateError) return cause.errors.some(isUnavailable);
  if (!(cause instanceof Error)) return false;
  if ("code" in cause && typeof cause.code === "string" && CONNECTION_CODES.has(cause.code))
    return true;
  return CONNECTION_MESSAGES.some((message) => cause.message.startsWith(message));
}

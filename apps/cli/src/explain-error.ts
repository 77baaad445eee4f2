import { isUnavailable, sqlState } from "@stampede/db/errors";

/** A wrong use of a command; its message is one line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const UNDEFINED_TABLE = "42P01";
const INSUFFICIENT_PRIVILEGE = "42501";

/** What went wrong, in one line for the person who called the command. */
export function explainError(error: unknown): string {
  const message = messageOf(error);
  const state = sqlState(error);
  if (state === UNDEFINED_TABLE) {
    return `the database lacks this version's tables (${message}); run the command migrate first`;
  }
  if (state === INSUFFICIENT_PRIVILEGE) {
    return `the role of DATABASE_URL may not do this (${message})`;
  }
  return isUnavailable(error) ? `the database is out of reach: ${message}` : message;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(messageOf))].join(", ");
  }
  if (!(error instanceof Error)) return String(error);
  // A library that wraps the database's error puts the whole statement into its message.
  if (error.cause instanceof Error) return messageOf(error.cause);
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return (error.message || code).replaceAll(/\s+/gu, " ");
}

import { createHash } from "node:crypto";
import type { Database } from "@stampede/db/client";
import { DomainError } from "@stampede/domain/errors";

/** Wrong passwords in a row for one e-mail address. */
export const FAILURES_MAX = 10;
export const LOCK_SECONDS = 15 * 60;
/** Failures that are older are no part of a row any more. */
const REMEMBERED_SECONDS = 86_400;
/** More than one, so that what is left behind becomes less with each attempt. */
const FORGOTTEN_AT_ONCE_MAX = 10;

/**
 * Counts the attempt before the password is looked at, so that any number at once, on any number of
 * processes, makes no more than ten. No row comes back while the address is locked.
 */
const COUNT = `
  INSERT INTO sign_in.attempts AS attempt (email_hash, failures, last_at)
  VALUES ($1, 1, clock_timestamp())
  ON CONFLICT (email_hash) DO UPDATE SET
    failures = CASE WHEN attempt.locked_until IS NULL AND attempt.last_at > clock_timestamp() - interval '${REMEMBERED_SECONDS} seconds'
      THEN attempt.failures + 1 ELSE 1 END,
    last_at = clock_timestamp(),
    locked_until = CASE WHEN attempt.locked_until IS NULL AND attempt.last_at > clock_timestamp() - interval '${REMEMBERED_SECONDS} seconds'
      AND attempt.failures + 1 >= ${FAILURES_MAX}
      THEN clock_timestamp() + interval '${LOCK_SECONDS} seconds' END
  WHERE attempt.locked_until IS NULL OR attempt.locked_until <= clock_timestamp()
  RETURNING failures`;

const FORGET_OLD = `
  DELETE FROM sign_in.attempts WHERE email_hash IN (
    SELECT email_hash FROM sign_in.attempts
    WHERE last_at < clock_timestamp() - interval '${REMEMBERED_SECONDS} seconds'
    ORDER BY last_at LIMIT ${FORGOTTEN_AT_ONCE_MAX} FOR UPDATE SKIP LOCKED)`;

/**
 * Counts one attempt to prove a password. Unless `forgetAttempts` follows it stays a failure, and
 * the tenth in a row locks the address, whether or not somebody has it.
 *
 * @throws {DomainError} `RATE_LIMITED` until the lock ends; a right password does not end it.
 */
export async function countAttempt({ pool }: Database, email: string): Promise<void> {
  const hash = emailHash(email);
  await pool.query(FORGET_OLD);
  const { rowCount } = await pool.query(COUNT, [hash]);
  if (rowCount !== 0) return;
  const { rows } = await pool.query<{ locked_until: Date | null }>(
    "SELECT locked_until FROM sign_in.attempts WHERE email_hash = $1",
    [hash],
  );
  throw tooMany(rows[0]?.locked_until ?? new Date());
}

/** Ends a row of failures, and a lock. */
export async function forgetAttempts(
  { pool }: Pick<Database, "pool">,
  email: string,
): Promise<void> {
  await pool.query("DELETE FROM sign_in.attempts WHERE email_hash = $1", [emailHash(email)]);
}

/** Says that too much was tried, and until when. */
export function tooMany(retryAt: Date): DomainError<"RATE_LIMITED"> {
  return new DomainError("RATE_LIMITED", "Too many attempts; wait a little.", {
    retryAt: retryAt.toISOString(),
  });
}

/** What stands for an e-mail address where the address itself is nobody's business. */
export function emailHash(email: string): Buffer {
  return createHash("sha256").update(email.toLowerCase()).digest();
}

import type { Database } from "@stampede/db/client";
import { FAILURES_MAX, LOCK_SECONDS, tooMany } from "./attempts.ts";

/**
 * Counts the code before it is looked at, so that any number at once, on any number of processes and
 * for any number of sign-ins that wait, makes no more than ten. No row is changed while it is locked.
 */
const COUNT = `
  UPDATE sign_in.two_factors SET
    failed_verification_count = CASE WHEN locked_until IS NULL THEN failed_verification_count + 1 ELSE 1 END,
    locked_until = CASE WHEN locked_until IS NULL AND failed_verification_count + 1 >= ${FAILURES_MAX}
      THEN clock_timestamp() + interval '${LOCK_SECONDS} seconds' END
  WHERE user_id = $1 AND (locked_until IS NULL OR locked_until <= clock_timestamp())`;

const GIVE_BACK = `
  UPDATE sign_in.two_factors SET
    failed_verification_count = greatest(failed_verification_count - 1, 0), locked_until = NULL
  WHERE user_id = $1`;

const FORGET = `
  UPDATE sign_in.two_factors SET failed_verification_count = 0, locked_until = NULL
  WHERE user_id = $1 AND failed_verification_count > 0`;

/**
 * Counts one code, of an authenticator or a backup code. Unless `giveCodeAttemptBack` or
 * `forgetCodeAttempts` follows it stays a wrong one, and the tenth in a row locks the second factor.
 * Where there is none nothing is counted.
 *
 * @throws {DomainError} `RATE_LIMITED` until the lock ends; a right code does not end it.
 */
export async function countCodeAttempt({ pool }: Database, userId: string): Promise<void> {
  const { rowCount } = await pool.query(COUNT, [userId]);
  if (rowCount !== 0) return;
  const { rows } = await pool.query<{ locked_until: Date | null }>(
    "SELECT locked_until FROM sign_in.two_factors WHERE user_id = $1",
    [userId],
  );
  if (rows[0] !== undefined) throw tooMany(rows[0].locked_until ?? new Date());
}

/** Takes one count back, for a code that nobody looked at. */
export async function giveCodeAttemptBack({ pool }: Database, userId: string): Promise<void> {
  await pool.query(GIVE_BACK, [userId]);
}

/** Ends a row of wrong codes: the last one was right. */
export async function forgetCodeAttempts({ pool }: Database, userId: string): Promise<void> {
  await pool.query(FORGET, [userId]);
}

import { createHash } from "node:crypto";
import type { Database } from "@stampede/db/client";

/** Longer than a code is taken: its own 30 s, and 30 s before and after for clocks that differ. */
const REMEMBERED_SECONDS = 300;

/**
 * Notes a code as used; false where it is already. Whoever finds it wrong gives it back.
 *
 * Source: RFC 6238, section 5.2, which asks that a code is accepted once.
 */
export async function takeCode({ pool }: Database, userId: string, code: string): Promise<boolean> {
  await pool.query(
    `DELETE FROM sign_in.used_codes
     WHERE user_id = $1 AND used_at < clock_timestamp() - interval '${REMEMBERED_SECONDS} seconds'`,
    [userId],
  );
  const { rowCount } = await pool.query(
    `INSERT INTO sign_in.used_codes (user_id, code_hash, used_at)
     VALUES ($1, $2, clock_timestamp()) ON CONFLICT DO NOTHING`,
    [userId, codeHash(code)],
  );
  return rowCount === 1;
}

/** Takes the note back. */
export async function giveCodeBack(
  { pool }: Database,
  userId: string,
  code: string,
): Promise<void> {
  await pool.query("DELETE FROM sign_in.used_codes WHERE user_id = $1 AND code_hash = $2", [
    userId,
    codeHash(code),
  ]);
}

function codeHash(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}

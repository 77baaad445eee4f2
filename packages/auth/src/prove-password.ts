import { DomainError } from "@stampede/domain/errors";
import { countAttempt, forgetAttempts } from "./attempts.ts";
import type { SignInContext } from "./context.ts";

const RETRY_AFTER_MS = 1_000;

/**
 * Does what needs somebody's password, as one attempt: ten that fail in a row lock the address. The
 * same for one that nobody has, so that neither the answers nor the time they take tell who is known.
 *
 * @param work throws when the password is wrong.
 * @throws {DomainError} `RATE_LIMITED` while the address is locked, `OVERLOADED` when too many
 *   passwords are being looked at, and what `work` throws.
 */
export async function provePassword<Result>(
  { db, hashes }: SignInContext,
  email: string,
  work: () => Promise<Result>,
): Promise<Result> {
  if (hashes.left <= 0) throw overloaded();
  hashes.left -= 1;
  try {
    await countAttempt(db, email);
    const result = await work();
    await forgetAttempts(db, email);
    return result;
  } finally {
    hashes.left += 1;
  }
}

function overloaded(): DomainError<"OVERLOADED"> {
  const retryAt = new Date(Date.now() + RETRY_AFTER_MS).toISOString();
  return new DomainError("OVERLOADED", "Too many people are signing in; wait a little.", {
    retryAt,
  });
}

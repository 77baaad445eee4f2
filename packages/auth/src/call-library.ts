import { ADDRESS_HEADER } from "./address-header.ts";
import type { BetterAuth } from "./better-auth.ts";
import type { Caller } from "./caller.ts";
import type { SignInContext } from "./context.ts";
import { unauthenticated } from "./require-session.ts";
import { SignInError, type SignInReason } from "./sign-in-error.ts";

const USER_AGENT_LENGTH_MAX = 300;

/** What the library refuses, in this project's words. Anything else that it says is a fault here. */
const REASONS: Readonly<Record<string, SignInReason>> = {
  INVALID_EMAIL_OR_PASSWORD: "WRONG_CREDENTIALS",
  INVALID_PASSWORD: "WRONG_PASSWORD",
  INVALID_CODE: "WRONG_CODE",
  INVALID_BACKUP_CODE: "WRONG_CODE",
  INVALID_TWO_FACTOR_COOKIE: "CHALLENGE_ENDED",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "CHALLENGE_ENDED",
  TOTP_ALREADY_ENABLED: "SECOND_FACTOR_ON",
  TOTP_NOT_ENABLED: "SECOND_FACTOR_OFF",
  TWO_FACTOR_NOT_ENABLED: "SECOND_FACTOR_OFF",
  BACKUP_CODES_NOT_ENABLED: "SECOND_FACTOR_OFF",
};

/** One call of the library that is asked for its headers too. */
export type LibraryCall<Answer> = (
  library: BetterAuth["api"],
  headers: Headers,
) => Promise<{ readonly headers: Headers; readonly response: Answer }>;

/**
 * Calls the library for a caller.
 *
 * @param call is given the headers to pass on: the cookies, and who the caller is.
 * @returns what it answered, with the cookies that it sets.
 * @throws {SignInError} what it refuses.
 * @throws {DomainError} `UNAUTHENTICATED`.
 */
export async function callLibrary<Answer>(
  ctx: SignInContext,
  caller: Caller,
  call: LibraryCall<Answer>,
): Promise<{ readonly response: Answer; readonly setCookies: readonly string[] }> {
  const { api } = await ctx.library();
  try {
    const { headers, response } = await call(api, headersOf(caller));
    return { response, setCookies: headers.getSetCookie() };
  } catch (error) {
    throw explain(error);
  }
}

/** The code of a refusal of the library, or undefined for anything else. */
function libraryCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("body" in error)) return undefined;
  const { body } = error;
  if (typeof body !== "object" || body === null || !("code" in body)) return undefined;
  return typeof body.code === "string" ? body.code : undefined;
}

/** Only what is named here reaches the library; of a request's own headers, the cookies do. */
function headersOf({ cookies, userAgent, address }: Caller): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: address.replace(/\/64$/, "") });
  if (cookies !== undefined) headers.set("cookie", cookies);
  if (userAgent !== undefined) headers.set("user-agent", userAgent.slice(0, USER_AGENT_LENGTH_MAX));
  return headers;
}

function explain(error: unknown): unknown {
  const code = libraryCode(error);
  if (code === undefined) return error;
  const reason = REASONS[code];
  if (reason !== undefined) return new SignInError(reason);
  if (code === "UNAUTHORIZED") return unauthenticated();
  // What it wraps is the database's own error, by which an outage is known.
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}

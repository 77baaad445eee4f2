import { SignInError, type SignInReason } from "@stampede/auth/sign-in-error";
import { asTRPCError } from "@stampede/router/refusal";
import { TRPCError, type TRPC_ERROR_CODE_KEY } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { errorReply } from "../error-reply.ts";
import { retryAfter } from "../retry-after.ts";

/** A wrong password of one who is signed in is no 401: the session goes on. */
const CODES: Readonly<Record<SignInReason, TRPC_ERROR_CODE_KEY>> = {
  FOREIGN_ORIGIN: "FORBIDDEN",
  WRONG_CREDENTIALS: "UNAUTHORIZED",
  WRONG_PASSWORD: "FORBIDDEN",
  WRONG_CODE: "FORBIDDEN",
  CHALLENGE_ENDED: "UNAUTHORIZED",
  SECOND_FACTOR_ON: "CONFLICT",
  SECOND_FACTOR_OFF: "CONFLICT",
};

/**
 * The reply to what signing in refuses, in the shape of all other errors.
 *
 * @throws what nobody foresaw, unchanged.
 */
export function replyToRefusal(error: unknown): Response {
  if (error instanceof SignInError) return replyTo(error);
  const refusal = asTRPCError(error);
  if (refusal.code === "INTERNAL_SERVER_ERROR") throw error;
  const reply = errorReply(refusal);
  const seconds = retryAfter([refusal]);
  if (seconds !== undefined) reply.headers.set("retry-after", seconds);
  return reply;
}

function replyTo({ reason, message }: SignInError): Response {
  const code = CODES[reason];
  const status = getHTTPStatusCodeFromError(new TRPCError({ code }));
  const data = { code, httpStatus: status, reason, details: null };
  return Response.json(
    { error: { message, code: TRPC_ERROR_CODES_BY_KEY[code], data } },
    { status },
  );
}

import { refusalOf } from "@stampede/router/refusal";
import type { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";

/** A refusal from outside tRPC in tRPC's own shape, so that clients read all errors alike. */
export function errorReply(error: TRPCError): Response {
  return Response.json(errorBody(error), { status: getHTTPStatusCodeFromError(error) });
}

/** What such a reply says. */
export function errorBody(error: TRPCError) {
  const { message, ...refusal } = refusalOf(error);
  const data = { code: error.code, httpStatus: getHTTPStatusCodeFromError(error), ...refusal };
  return { error: { message, code: TRPC_ERROR_CODES_BY_KEY[error.code], data } };
}

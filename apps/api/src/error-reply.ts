import { refusalOf } from "@stampede/router/refusal";
import type { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";

/** A refusal from outside tRPC in tRPC's own shape, so that clients read all errors alike. */
export function errorReply(error: TRPCError): Response {
  const { message, ...refusal } = refusalOf(error);
  const httpStatus = getHTTPStatusCodeFromError(error);
  const data = { code: error.code, httpStatus, ...refusal };
  const shape = { message, code: TRPC_ERROR_CODES_BY_KEY[error.code], data };
  return Response.json({ error: shape }, { status: httpStatus });
}

import { refusalOf } from "@stampede/router/refusal";
import { appRouter } from "@stampede/router/router";
import { getTRPCErrorShape, type TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { retryAfter } from "../retry-after.ts";
import type { Exchange } from "./exchange.ts";
import { procedureOf } from "./procedure-of.ts";
import { STANDING_HEADERS } from "../standing-headers.ts";

/** Answers with an error, as tRPC's own handler does for a call and for a batch of one. */
export function replyWithRefusal(
  { target: { kind, isBatch }, outgoing, requestId }: Exchange,
  error: TRPCError,
  isClosing: boolean,
): { readonly status: number; readonly outcome: ReturnType<typeof refusalOf>["reason"] } {
  const shape = getTRPCErrorShape({
    // oxlint-disable-next-line no-underscore-dangle -- where tRPC keeps what the shape is made by
    config: appRouter._def._config,
    error,
    type: kind === "read" ? "query" : "subscription",
    path: procedureOf({ kind }),
    input: undefined,
    ctx: undefined,
  });
  const reply = { error: shape };
  const body = Buffer.from(JSON.stringify(isBatch ? [reply] : reply));
  const status = getHTTPStatusCodeFromError(error);
  const seconds = retryAfter([error]);
  outgoing.writeHead(status, {
    ...STANDING_HEADERS,
    "cache-control": "no-store",
    "content-type": "application/json",
    "content-length": body.length,
    "x-request-id": requestId,
    ...(seconds === undefined ? {} : { "retry-after": seconds }),
    ...(isClosing ? { connection: "close" } : {}),
  });
  outgoing.end(body);
  return { status, outcome: refusalOf(error).reason };
}

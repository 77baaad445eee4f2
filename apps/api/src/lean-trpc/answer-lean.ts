import { type AnyTRPCRouter, getTRPCErrorFromUnknown, TRPCError } from "@trpc/server";
import { isDataStream } from "./is-data-stream.ts";
import { type LeanCall, type LeanRequest, readLeanRequest } from "./lean-call.ts";
import { leanInputs } from "./lean-input.ts";
import type { LeanOptions } from "./lean-options.ts";
import {
  type Exchange,
  JSON_HEADERS,
  type Outcome,
  type ReplyHeaders,
  replyTo,
  replyToFault,
} from "./lean-reply.ts";

/**
 * Answers a call of mutations by POST, or of queries by GET, byte for byte as tRPC's fetch handler
 * does. Undefined for every other request, whose body is then unread: pass it to that handler.
 *
 * The procedures run as they do there, with every middleware. Left out is what the stock handler
 * makes for each request and such a call never looks at: two URL objects, three `Headers`, two
 * `AbortController`s and two `AbortSignal.any` (here a call's signal is the request's own), a
 * description of the request with closures for each call, and copies of the reply.
 */
export function answerLean<Router extends AnyTRPCRouter>(
  options: LeanOptions<Router>,
): Promise<Response> | undefined {
  const request = readLeanRequest(options);
  return request === undefined ? undefined : answer(options, request);
}

async function answer<Router extends AnyTRPCRouter>(
  options: LeanOptions<Router>,
  request: LeanRequest,
): Promise<Response> {
  const { isBatch, calls } = request;
  const inputs = leanInputs(
    () => readInput(options, request),
    options.router,
    isBatch ? calls.length : undefined,
  );
  const exchange: Exchange<Router> = {
    options,
    request,
    inputs,
    ctx: undefined,
    metaHeaders: undefined,
    headers: options.headers === undefined ? JSON_HEADERS : { ...options.headers, ...JSON_HEADERS },
  };
  let haveRun = false;
  try {
    const refusal = await createContext(exchange);
    const runs = calls.map((call, index) => run(exchange, call, index, refusal));
    const outcomes = await Promise.all(runs);
    haveRun = true;
    return replyTo(
      exchange,
      outcomes.map((outcome) => withoutStream(outcome, isBatch)),
    );
  } catch (cause) {
    // Only `onError` can have failed here, before the stock handler has said what it sends.
    if (!haveRun && !isBatch) exchange.headers = withoutContentType(exchange.headers);
    return replyToFault(exchange, getTRPCErrorFromUnknown(cause));
  }
}

function withoutContentType(headers: ReplyHeaders): Headers {
  const others = new Headers(headers);
  others.delete("content-type");
  return others;
}

async function readInput<Router extends AnyTRPCRouter>(
  { readJson, req }: LeanOptions<Router>,
  { type, queryInput }: LeanRequest,
): Promise<unknown> {
  if (type === "mutation") return readJson(req);
  return queryInput === undefined ? undefined : JSON.parse(queryInput);
}

/** A context that cannot be made is each call's own failure. */
async function createContext<Router extends AnyTRPCRouter>(
  exchange: Exchange<Router>,
): Promise<TRPCError | undefined> {
  try {
    exchange.ctx = await exchange.options.createContext();
    return undefined;
  } catch (cause) {
    return getTRPCErrorFromUnknown(cause);
  }
}

async function run<Router extends AnyTRPCRouter>(
  { options, request: { type }, inputs, ctx }: Exchange<Router>,
  { path, procedure }: LeanCall,
  index: number,
  refusal: TRPCError | undefined,
): Promise<Outcome> {
  try {
    if (refusal !== undefined) throw refusal;
    const data: unknown = await procedure({
      path,
      type,
      ctx,
      getRawInput: () => inputs.read(index),
      signal: options.req.signal,
      batchIndex: index,
    });
    return { data };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    options.onError({ error, path, input: inputs.result(index), ctx, type, req: options.req });
    return { error };
  }
}

/** What can only be sent piece by piece fails a request of one call; in a batch only itself. */
function withoutStream(outcome: Outcome, isBatch: boolean): Outcome {
  if ("error" in outcome || !isDataStream(outcome.data)) return outcome;
  const error = new TRPCError({
    code: "UNSUPPORTED_MEDIA_TYPE",
    message: "Cannot use stream-like response in non-streaming request - use httpBatchStreamLink",
  });
  if (isBatch) return { error };
  throw error;
}

import { type AnyTRPCRouter, getTRPCErrorFromUnknown, TRPCError } from "@trpc/server";
import { isDataStream } from "./is-data-stream.ts";
import { type LeanCall, type LeanCalls, readLeanCalls } from "./lean-call.ts";
import { leanInputs } from "./lean-input.ts";
import type { LeanOptions, LeanReply, LeanRequest } from "./lean-options.ts";
import { type Exchange, JSON_HEADERS, type Outcome, replyTo, replyToFault } from "./lean-reply.ts";

/** What a `Response` made of a text says of itself where nobody has said it. */
const UNSAID_TYPE = "text/plain;charset=UTF-8";

/**
 * Answers a call of mutations by POST, or of queries by GET, as tRPC's fetch handler does: with the
 * same status and headers, and the same body byte for byte; the headers' order is the sender's.
 * Undefined for every other request, whose body is then unread: pass it to that handler.
 *
 * The procedures run as they do there, with every middleware. Left out is what the stock handler
 * makes for each request and such a call never looks at: a `Request` and a `Response`, two URL
 * objects, three `Headers`, two `AbortController`s and two `AbortSignal.any` (here a call's signal
 * is the request's own), a description of the request with closures for each call, and copies of
 * the reply.
 */
export function answerLean<Router extends AnyTRPCRouter>(
  options: LeanOptions<Router>,
  request: LeanRequest,
): Promise<LeanReply> | undefined {
  const calls = readLeanCalls(options, request);
  return calls === undefined ? undefined : answer(options, request, calls);
}

async function answer<Router extends AnyTRPCRouter>(
  options: LeanOptions<Router>,
  request: LeanRequest,
  of: LeanCalls,
): Promise<LeanReply> {
  const { isBatch, calls } = of;
  const count = isBatch ? calls.length : undefined;
  const exchange: Exchange<Router> = {
    options,
    request,
    of,
    inputs: leanInputs(() => readInput(request, of), options.router, count),
    ctx: undefined,
    metaHeaders: undefined,
    headers: JSON_HEADERS,
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
    if (!haveRun && !isBatch) {
      exchange.headers = { ...exchange.headers, "content-type": UNSAID_TYPE };
    }
    return replyToFault(exchange, getTRPCErrorFromUnknown(cause));
  }
}

async function readInput(
  { readJson }: LeanRequest,
  { type, queryInput }: LeanCalls,
): Promise<unknown> {
  if (type === "mutation") return readJson();
  return queryInput === undefined ? undefined : JSON.parse(queryInput);
}

/** A context that cannot be made is each call's own failure. */
async function createContext<Router extends AnyTRPCRouter>(
  exchange: Exchange<Router>,
): Promise<TRPCError | undefined> {
  try {
    exchange.ctx = await exchange.options.createContext(exchange.request);
    return undefined;
  } catch (cause) {
    return getTRPCErrorFromUnknown(cause);
  }
}

async function run<Router extends AnyTRPCRouter>(
  { options, request, of: { type }, inputs, ctx }: Exchange<Router>,
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
      signal: request.signal,
      batchIndex: index,
    });
    return { data };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    options.onError({ error, path, input: inputs.result(index), ctx, type }, request);
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

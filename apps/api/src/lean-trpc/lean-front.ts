import type { RequestListener, ServerResponse } from "node:http";
import { TRPCError } from "@trpc/server";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { errorBody } from "../error-reply.ts";
import { createHttpRecorder, requestIdOf } from "../http-recorder.ts";
import { STANDING_HEADERS } from "../standing-headers.ts";
import { callOptions, type EndpointOptions } from "../trpc-endpoint.ts";
import { answerLean } from "./answer-lean.ts";
import { isPlainExchange, leanRequest, sendReply } from "./lean-exchange.ts";
import type { LeanOptions, LeanReply, LeanRequest } from "./lean-options.ts";

const PATH_LENGTH_MAX = 200;
const ADDRESS_START = "/trpc/";
const SERVER_FAULT = 500;

/** `vary` stands among a call's own headers. */
const STANDING = Object.entries({ ...STANDING_HEADERS, "cache-control": "no-store" })
  .filter(([name]) => name !== "vary")
  .flat();

/** What the front needs of the process. */
export interface FrontOptions {
  readonly endpoint: EndpointOptions;
  readonly registry: Registry;
}

/**
 * Puts the lean path before a listener that serves everything, tRPC's stock handler included. A
 * reply of either has the same status, the same headers in another order, and the same body byte for
 * byte, and is counted and logged alike. Only a caller who is answered before he has sent his whole
 * body finds his connection closed here, and his call not made. To remove the lean path, take
 * `leanTrpc` out of `api.ts` and delete this folder; nothing else uses it.
 *
 * Of what a call costs through the app, tRPC's handler is one part, the adapter to `Request` and
 * `Response` another, and the app's middlewares the largest: each that sets a header on a finished
 * reply turns it into a stream with a `Headers` of its own. Here the head and the body are handed
 * to Node's server in one piece.
 */
export function createLeanFront({
  endpoint,
  registry,
}: FrontOptions): (stock: RequestListener) => RequestListener {
  const { closing, log } = endpoint;
  const record = createHttpRecorder(registry, log);
  const { contextOf, logFault, ...rest } = callOptions(endpoint);
  const options: LeanOptions<typeof rest.router> = {
    ...rest,
    createContext: contextOf,
    onError: (fault, { signal }) => logFault(fault, signal),
  };
  const finish = (
    { method, target }: LeanRequest,
    outgoing: ServerResponse,
    { startedAtMs, requestId }: { startedAtMs: number; requestId: string },
    reply: LeanReply,
  ): void => {
    const standing = [...STANDING, "x-request-id", requestId];
    sendReply(outgoing, reply, { standing, isLast: closing.aborted });
    const elapsedMs = performance.now() - startedAtMs;
    record({ method, path: pathOf(target), status: reply.status, requestId, elapsedMs });
  };

  return (stock) => (incoming, outgoing) => {
    const startedAtMs = performance.now();
    const isOurs = incoming.url?.startsWith(ADDRESS_START) === true && isPlainExchange(incoming);
    const request = isOurs ? leanRequest(incoming, outgoing) : undefined;
    const reply = request === undefined ? undefined : answerLean(options, request);
    if (request === undefined || reply === undefined) {
      stock(incoming, outgoing);
      return;
    }
    const requestId = requestIdOf(request.header("x-request-id"));
    const conclude = (sent: LeanReply): void =>
      finish(request, outgoing, { startedAtMs, requestId }, sent);
    void reply
      .then(conclude, (error: unknown) => conclude(replyToCrash(error, request, log)))
      // Nobody else would hear of it, and an unhandled rejection ends the process with all its calls.
      .catch((error: unknown) => {
        outgoing.destroy();
        log.error({ err: error, path: pathOf(request.target) }, "a reply failed");
      });
  };
}

/** An error formatter that throws, or the like: nothing that tRPC answers. */
function replyToCrash(error: unknown, { target }: LeanRequest, log: Logger): LeanReply {
  log.error({ err: error, path: pathOf(target) }, "a request failed");
  const fault = new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error });
  const headers = { "content-type": "application/json" };
  return { status: SERVER_FAULT, headers, body: JSON.stringify(errorBody(fault)) };
}

function pathOf(target: string): string {
  const mark = target.indexOf("?");
  return target.slice(0, mark < 0 ? undefined : mark).slice(0, PATH_LENGTH_MAX);
}

import type { RouterContext } from "@stampede/router/context";
import { appRouter } from "@stampede/router/router";
import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { Logger } from "pino";
import { bodyTooLate, readJsonBody } from "./json-body.ts";
import { retryAfter } from "./retry-after.ts";
import { type Caller, type ContextOptions, routerContext } from "./router-context.ts";

const BATCH_SIZE_MAX = 10;
/** A stream's head is sent before its body is read; its calls have had their answers by then. */
const STREAM_BODY_MS_MAX = 1_700;

/** What the endpoint needs of the process. */
export interface EndpointOptions extends ContextOptions {
  readonly log: Logger;
}

/** What is told to either handler of calls, tRPC's own and the lean one. */
interface CallOptions {
  readonly endpoint: string;
  readonly router: typeof appRouter;
  readonly maxBatchSize: number;
  readonly contextOf: (caller: Caller) => RouterContext;
  readonly responseMeta: (reply: { readonly errors: readonly TRPCError[] }) => {
    readonly headers?: Headers;
  };
  readonly logFault: (fault: Fault, caller: AbortSignal) => void;
}

interface Fault {
  readonly error: TRPCError;
  readonly path: string | undefined;
}

/** The options of both handlers, made once for a process. */
export function callOptions(options: EndpointOptions): CallOptions {
  return {
    endpoint: "/trpc",
    router: appRouter,
    maxBatchSize: BATCH_SIZE_MAX,
    contextOf: (caller: Caller) => routerContext(options, caller),
    responseMeta({ errors }) {
      if (errors.length === 0) return {};
      const seconds = retryAfter(errors);
      return seconds === undefined ? {} : { headers: new Headers({ "retry-after": seconds }) };
    },
    logFault({ error, path }, { aborted }) {
      if (error.code !== "INTERNAL_SERVER_ERROR" || aborted) return;
      options.log.error({ err: error.cause ?? error, procedure: path }, "a call failed");
    },
  };
}

/** Answers `/trpc/…` as tRPC's own fetch adapter does, with stricter reading of what comes in. */
export function createTrpcEndpoint(options: EndpointOptions) {
  const { contextOf, logFault, ...rest } = callOptions(options);
  return async (request: Request, peer: string | undefined): Promise<Response> => {
    const { headers, signal } = request;
    const header: Caller["header"] = (name) => headers.get(name) ?? undefined;
    const body = createBody(request);
    const response = await fetchRequestHandler({
      ...rest,
      req: withBody(request, body),
      allowBatching: true,
      createContext: () => contextOf({ peer, header }),
      onError: (fault) => logFault(fault, signal),
    });
    body.answered(response);
    return response;
  };
}

/** A request's body, for as long as anybody waits for what it asks. */
interface LateBody {
  /** @throws {TRPCError} also when it is whole only after its calls have been answered. */
  read(): Promise<unknown>;
  /** From now on it is too late: told that it took too long, a caller must not find the thing done. */
  answered(response: Response): void;
}

function createBody(request: Request): LateBody {
  const startedAtMs = performance.now();
  let isAnswered = false;
  let isStream = false;
  return {
    async read() {
      const json = await readJsonBody(request);
      const isLate = performance.now() - startedAtMs > STREAM_BODY_MS_MAX;
      if (isStream ? isLate : isAnswered) throw bodyTooLate();
      return json;
    },
    answered({ headers }) {
      isAnswered = true;
      isStream = headers.get("content-type")?.includes("jsonl") === true;
    },
  };
}

/** The same request, whose body is read by this project's rules wherever tRPC asks for it. */
function withBody(request: Request, body: LateBody): Request {
  return new Proxy(request, {
    get(target, property) {
      if (property === "json") return () => body.read();
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

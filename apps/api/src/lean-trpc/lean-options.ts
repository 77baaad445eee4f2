import type { AnyTRPCRouter, inferRouterContext } from "@trpc/server";
import type { HTTPBaseHandlerOptions } from "@trpc/server/http";

type Stock<Router extends AnyTRPCRouter> = Required<HTTPBaseHandlerOptions<Router, Request>>;

/**
 * The stock fetch handler's options, said once for all requests, and without the description of a
 * request (`info`), which costs something to make: a context or a header that depends on it does
 * not compile.
 */
export interface LeanOptions<Router extends AnyTRPCRouter> {
  /** With a leading slash and no trailing one. */
  readonly endpoint: string;
  readonly router: Router;
  /** Calls in one request. */
  readonly maxBatchSize: number;
  readonly createContext: (
    request: LeanRequest,
  ) => inferRouterContext<Router> | Promise<inferRouterContext<Router>>;
  readonly responseMeta: (reply: Omit<Parameters<Stock<Router>["responseMeta"]>[0], "info">) => {
    readonly status?: number;
    /** No cookies, of which each is a line of its own. */
    readonly headers?: Headers;
  };
  readonly onError: (
    failed: Omit<Parameters<Stock<Router>["onError"]>[0], "req">,
    request: LeanRequest,
  ) => void;
}

/** A request, whatever it came in by. */
export interface LeanRequest {
  readonly method: string;
  /** The path and the query, as they were sent. */
  readonly target: string;
  /** @param name in lower case */
  readonly header: (name: string) => string | undefined;
  /** The address of the other end of the socket. */
  readonly peer: string | undefined;
  /** By `performance.now()`, where it has waited before it was begun. */
  readonly arrivedAtMs?: number | undefined;
  /** Aborts when the caller is gone before its reply. */
  readonly signal: AbortSignal;
  /** Reads and parses the body; what it throws is answered as the input's fault. */
  readonly readJson: () => Promise<unknown>;
}

/** What is sent back. */
export interface LeanReply {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

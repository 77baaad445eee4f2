import type { AnyTRPCRouter, inferRouterContext } from "@trpc/server";
import type { HTTPBaseHandlerOptions } from "@trpc/server/http";

type Stock<Router extends AnyTRPCRouter> = Required<HTTPBaseHandlerOptions<Router, Request>>;

/**
 * The stock fetch handler's options, without the description of the request (`info`), which costs
 * something to make: a context or a header that depends on it does not compile.
 */
export interface LeanOptions<Router extends AnyTRPCRouter> {
  /** With a leading slash and no trailing one. */
  readonly endpoint: string;
  readonly req: Request;
  readonly router: Router;
  /** For every reply, beside tRPC's own two; in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Calls in one request. */
  readonly maxBatchSize: number;
  /** Reads and parses a body; what it throws is answered as the input's fault. */
  readonly readJson: (request: Request) => Promise<unknown>;
  readonly createContext: () => inferRouterContext<Router> | Promise<inferRouterContext<Router>>;
  readonly responseMeta: (reply: Omit<Parameters<Stock<Router>["responseMeta"]>[0], "info">) => {
    readonly status?: number;
    readonly headers?: Headers;
  };
  readonly onError: Stock<Router>["onError"];
}

import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { Server as NetServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { getRequestListener, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import { StartError } from "@stampede/service/start-error";
import { type ConnectionLimits, limitConnections } from "./overload/limit-connections.ts";

const HEADERS_TIMEOUT_MS = 5_000;
/** For the request to arrive; its answer may take longer, as streams and payments do. */
const REQUEST_TIMEOUT_MS = 10_000;
/** How often the two above are looked at; Node's own 30 s would make them 35 and 40. */
const TIMEOUT_CHECK_MS = 1_000;
/** Longer than a load balancer keeps a connection, so that it never sends into a closed one. */
const KEEP_ALIVE_MS = 65_000;
/** A request may be on its way on an idle connection; it is answered, with word to close. */
const IDLE_GRACE_MS = 500;
const DRAIN_MS_MAX = 8_000;
const DRAIN_POLL_MS = 25;

/** A server that listens. */
export interface HttpServer {
  readonly port: number;
  /** Stops accepting, finishes what is under way for at most 8 s, and ends every connection. */
  drain(): Promise<void>;
}

/**
 * Serves `fetch` on the address.
 *
 * @param inFront may answer requests itself, and passes the others on.
 * @throws {StartError} when the port is taken, or may not be used.
 */
export async function listen(
  fetch: (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>,
  { host, port }: { readonly host: string; readonly port: number },
  limits: ConnectionLimits,
  inFront: (stock: RequestListener) => RequestListener = (stock) => stock,
): Promise<HttpServer> {
  const respond = getRequestListener(fetch);
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
    inFront((incoming, outgoing) => void respond(incoming, outgoing)),
  );
  limitConnections(server, limits);
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new StartError(whyNot(error, host, port));
  }
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    drain: () => drain(server),
  };
}

function whyNot(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `PORT ${port} on ${host} is in use by another program`;
  if (code === "EACCES") return `PORT ${port} may not be used by this user`;
  return `HOST ${host} with PORT ${port} cannot be listened on (${String(code)})`;
}

async function drain(server: Server): Promise<void> {
  const closed = Promise.withResolvers<boolean>();
  // The HTTP server's own close would cut idle connections at once.
  NetServer.prototype.close.call(server, () => closed.resolve(true));
  const startedAt = performance.now();
  let elapsedMs = 0;
  while (elapsedMs < DRAIN_MS_MAX) {
    if (elapsedMs >= IDLE_GRACE_MS) server.closeIdleConnections();
    if (await Promise.race([closed.promise, pause(DRAIN_POLL_MS, false)])) break;
    elapsedMs = performance.now() - startedAt;
  }
  server.closeAllConnections();
  // Ends the timer that looks after slow requests; that it no longer listens is no news.
  server.close(() => undefined);
}

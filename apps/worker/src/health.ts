import { once } from "node:events";
import { createServer } from "node:http";
import { StartError } from "@stampede/service/start-error";
import type { WorkerMetrics } from "./metrics.ts";

/** Sweeps come every few seconds; after so long without one the worker is of no use. */
const QUIET_MS_MAX = 30_000;

/**
 * Answers on 127.0.0.1: `GET /healthz` with 200 while sweeps succeed and 503 when none has for 30 s,
 * `GET /metrics` in Prometheus' text format.
 *
 * @throws {StartError} when the port cannot be had.
 */
export async function serveHealth(
  port: number,
  quietMs: () => number,
  metrics: WorkerMetrics,
): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    const answer = (status: number, body = `${status}\n`, type = "text/plain"): void =>
      void response.writeHead(status, { "content-type": type }).end(body);
    if (request.url === "/healthz") return answer(quietMs() < QUIET_MS_MAX ? 200 : 503);
    if (request.url !== "/metrics") return answer(404);
    metrics.print().then(
      (body) => answer(200, body, metrics.contentType),
      // Each metric that cannot be told leaves itself out, so this is a fault of this process.
      () => answer(500),
    );
  });
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new StartError(`HEALTH_PORT ${port} cannot be listened on (${code})`);
  }
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

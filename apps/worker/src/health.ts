import { once } from "node:events";
import { createServer } from "node:http";
import { StartError } from "@stampede/service/start-error";

/** Sweeps come every few seconds; after so long without one the worker is of no use. */
const QUIET_MS_MAX = 30_000;

/**
 * Answers `GET /healthz` on 127.0.0.1: 200 while sweeps succeed, 503 when none has for 30 s.
 *
 * @throws {StartError} when the port cannot be had.
 */
export async function serveHealth(port: number, quietMs: () => number): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    const status = request.url !== "/healthz" ? 404 : quietMs() < QUIET_MS_MAX ? 200 : 503;
    response.writeHead(status, { "content-type": "text/plain" }).end(`${status}\n`);
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

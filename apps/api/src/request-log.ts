import { createMiddleware } from "hono/factory";
import type { RequestIdVariables } from "hono/request-id";
import type { Logger } from "pino";

const PATH_LENGTH_MAX = 200;
const SERVER_FAULT = 500;

/**
 * One line for each request. The query is left out, for it holds what a caller asked, and headers
 * and bodies are, for they hold credentials.
 */
export function logRequests(log: Logger) {
  return createMiddleware<{ Variables: RequestIdVariables }>(async (c, next) => {
    const startedAt = performance.now();
    await next();
    const { status } = c.res;
    const entry = {
      requestId: c.get("requestId"),
      method: c.req.method,
      path: c.req.path.slice(0, PATH_LENGTH_MAX),
      status,
      durationMs: Math.round(performance.now() - startedAt),
    };
    if (status >= SERVER_FAULT) log.warn(entry, "request");
    else log.info(entry, "request");
  });
}

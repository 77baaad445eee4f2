import { Counter, Histogram, type Registry } from "prom-client";
import type { Logger } from "pino";

const REQUEST_ID_LENGTH_MAX = 255;
const SERVER_FAULT = 500;
const OK_STATUS_MAX = 299;
/** As Hono names what is routed to tRPC. */
const ROUTE = "/trpc/*";

/** A request that was answered before Hono's middlewares could see it. */
export interface AnsweredRequest {
  readonly method: string;
  /** Without the query, which holds what a caller asked. */
  readonly path: string;
  readonly status: number;
  readonly requestId: string;
  readonly elapsedMs: number;
}

/**
 * Counts and logs requests in the metrics and the words of the app's own middlewares.
 *
 * @param registry where the metrics of HTTP requests are registered already.
 */
export function createHttpRecorder(
  registry: Registry,
  log: Logger,
): (request: AnsweredRequest) => void {
  const durations = registry.getSingleMetric("http_request_duration_seconds");
  const requests = registry.getSingleMetric("http_requests_total");
  if (!(durations instanceof Histogram) || !(requests instanceof Counter)) {
    throw new TypeError("the metrics of HTTP requests are registered first");
  }
  return ({ method, path, status, requestId, elapsedMs }) => {
    const ok = String(status <= OK_STATUS_MAX);
    const labels = { method, status: String(status), ok, route: ROUTE };
    durations.observe(labels, elapsedMs / 1_000);
    requests.inc(labels);
    const level = status >= SERVER_FAULT ? "warn" : "info";
    if (!log.isLevelEnabled(level)) return;
    log[level]({ requestId, method, path, status, durationMs: Math.round(elapsedMs) }, "request");
  };
}

/** The caller's own id where it is one that may stand in a header and a log, or a new one. */
export function requestIdOf(given: string | null | undefined): string {
  const isUsable =
    given != null &&
    given !== "" &&
    given.length <= REQUEST_ID_LENGTH_MAX &&
    !/[^\w\-=]/.test(given);
  return isUsable ? given : newRequestId();
}

/** This process, in the ids of its requests. */
const PROCESS_ID = crypto.randomUUID().slice(0, 18);
let requests = 0;

/** A new id: it is unique, and no secret, so that counting does where a random one would cost more. */
export function newRequestId(): string {
  requests += 1;
  return `${PROCESS_ID}-${requests.toString(36)}`;
}

import type { ObservedCall } from "@stampede/router/context";
import { Counter, Histogram } from "prom-client";
import type { AvailabilityOptions } from "./availability-endpoint.ts";
import type { Exchange } from "./exchange.ts";
import { procedureOf } from "./procedure-of.ts";

const REQUEST_ID_LENGTH_MAX = 255;
const SERVER_FAULT = 500;
const OK_STATUS_MAX = 299;
/** As Hono names what is routed to tRPC. */
const ROUTE = "/trpc/*";

/** Counts and logs requests that Hono's middleware never sees, in the same metrics and the same words. */
export interface Recorder {
  /** The caller's own id where it is one that may stand in a header and a log, or a new one. */
  requestIdOf(given: string | string[] | undefined): string;
  /** Called once a request's reply, or the beginning of its stream, has been handed over. */
  record(exchange: Exchange, status: number, outcome: ObservedCall["outcome"]): void;
}

/** A recorder in the registry's own metrics. */
export function createRecorder({
  registry,
  observe,
  log,
}: Pick<AvailabilityOptions, "registry" | "observe" | "log">): Recorder {
  const durations = registry.getSingleMetric("http_request_duration_seconds");
  const requests = registry.getSingleMetric("http_requests_total");
  if (!(durations instanceof Histogram) || !(requests instanceof Counter)) {
    throw new TypeError("the metrics of HTTP requests are registered first");
  }
  const labels = new Map<number, HttpLabels>();
  const labelsOf = (status: number): HttpLabels => {
    const found = labels.get(status) ?? httpLabels(status);
    labels.set(status, found);
    return found;
  };

  return {
    requestIdOf: (given) =>
      typeof given === "string" && isUsable(given) ? given : crypto.randomUUID(),
    record(exchange, status, outcome) {
      const elapsedMs = performance.now() - exchange.startedAtMs;
      const seconds = elapsedMs / 1_000;
      durations.observe(labelsOf(status), seconds);
      requests.inc(labelsOf(status));
      const procedure = procedureOf(exchange.target);
      observe({ procedure, outcome, seconds });
      if (!log.isLevelEnabled(status >= SERVER_FAULT ? "warn" : "info")) return;
      const entry = {
        requestId: exchange.requestId,
        method: "GET",
        path: `/trpc/${procedure}`,
        status,
        durationMs: Math.round(elapsedMs),
      };
      if (status >= SERVER_FAULT) log.warn(entry, "request");
      else log.info(entry, "request");
    },
  };
}

type HttpLabels = Readonly<Record<"method" | "status" | "ok" | "route", string>>;

function httpLabels(status: number): HttpLabels {
  const ok = String(status <= OK_STATUS_MAX);
  return { method: "GET", status: String(status), ok, route: ROUTE };
}

function isUsable(id: string): boolean {
  return id !== "" && id.length <= REQUEST_ID_LENGTH_MAX && !/[^\w\-=]/.test(id);
}

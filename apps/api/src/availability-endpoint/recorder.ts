import type { ObservedCall } from "@stampede/router/context";
import { createHttpRecorder } from "../http-recorder.ts";
import type { AvailabilityOptions } from "./availability-endpoint.ts";
import type { Exchange } from "./exchange.ts";
import { procedureOf } from "./procedure-of.ts";

/** Counts and logs requests that neither Hono's middlewares nor the router's ever see. */
export interface Recorder {
  /** Called once a request's reply, or the beginning of its stream, has been handed over. */
  record(exchange: Exchange, status: number, outcome: ObservedCall["outcome"]): void;
}

/** A recorder in the registry's own metrics. */
export function createRecorder({
  registry,
  observe,
  log,
}: Pick<AvailabilityOptions, "registry" | "observe" | "log">): Recorder {
  const recordHttp = createHttpRecorder(registry, log);
  return {
    record({ target, startedAtMs, requestId }, status, outcome) {
      const elapsedMs = performance.now() - startedAtMs;
      const procedure = procedureOf(target);
      recordHttp({ method: "GET", path: `/trpc/${procedure}`, status, requestId, elapsedMs });
      observe({ procedure, outcome, seconds: elapsedMs / 1_000 });
    },
  };
}

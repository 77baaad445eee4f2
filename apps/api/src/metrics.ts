import cluster from "node:cluster";
import { prometheus } from "@hono/prometheus";
import type { ObservedCall } from "@stampede/router/context";
import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";

const DURATION_BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Metrics of one process, in a registry of its own. Where several serve one port, any of them answers
 * a scrape, so each says which it is: the counts of all are the sum over `worker`.
 */
export function createMetrics() {
  const registry = new Registry();
  if (cluster.worker) registry.setDefaultLabels({ worker: String(cluster.worker.id) });
  collectDefaultMetrics({ register: registry });
  const { printMetrics, registerMetrics } = prometheus({ registry });
  const calls = new Counter({
    name: "stampede_procedure_calls_total",
    help: "Calls of each procedure by outcome: ok, the reason of the refusal, or LEFT",
    labelNames: ["procedure", "outcome"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "stampede_procedure_duration_seconds",
    help: "How long calls of each procedure took",
    labelNames: ["procedure"],
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [registry],
  });
  return {
    registry,
    printMetrics,
    registerMetrics,
    observe: ({ procedure, outcome, seconds }: ObservedCall): void => {
      calls.inc({ procedure, outcome });
      durations.observe({ procedure }, seconds);
    },
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

import type { InvariantReport } from "@stampede/domain/checks/run-checks";
import type { Log } from "@stampede/domain/context";
import type { Backlog, Waiting } from "@stampede/domain/payments/read-backlog";
import { CHECK_EVERY_MS } from "@stampede/jobs/registry";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

const MS_PER_SECOND = 1_000;
/** Another worker has run the newer checks; what this one saw may have been mended since. */
const STALE_MS = 2 * CHECK_EVERY_MS;

/** Metrics of one worker, in a registry of its own. */
export interface WorkerMetrics {
  /** In Prometheus' text format. */
  print(): Promise<string>;
  readonly contentType: string;
  /** Takes notice of a check that has come to its end. */
  checked(reports: readonly InvariantReport[], durationMs: number): void;
  /** Takes notice of a check that has not. */
  checkFailed(): void;
}

/**
 * Metrics of a worker.
 *
 * @param readBacklog asked at each scrape; where it fails the others are told without it.
 */
export function createMetrics(readBacklog: () => Promise<Backlog>, log: Log): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  watchBacklog(registry, readBacklog, log);
  let checkedAt = -Infinity;
  const broken = new Gauge({
    name: "stampede_invariant_broken_rows",
    help: "Rows that break an invariant, by the last check; absent on a worker that ran none of late",
    labelNames: ["invariant"],
    registers,
    collect() {
      if (performance.now() - checkedAt > STALE_MS) this.reset();
    },
  });
  const timestamp = new Gauge({
    name: "stampede_invariant_check_timestamp_seconds",
    help: "When this worker last completed a check of the invariants, in seconds since 1970",
    registers,
  });
  const duration = new Gauge({
    name: "stampede_invariant_check_duration_seconds",
    help: "How long the last completed check of the invariants took",
    registers,
  });
  const failures = new Counter({
    name: "stampede_invariant_check_failures_total",
    help: "Checks of the invariants that did not come to their end",
    registers,
  });
  return {
    print: () => registry.metrics(),
    contentType: registry.contentType,
    checked(reports, durationMs) {
      checkedAt = performance.now();
      for (const report of reports) broken.set({ invariant: report.id }, report.broken);
      timestamp.setToCurrentTime();
      duration.set(durationMs / MS_PER_SECOND);
    },
    checkFailed: () => failures.inc(),
  };
}

/** Two gauges that one question answers: the first to be collected asks it, and both wait for it. */
function watchBacklog(registry: Registry, readBacklog: () => Promise<Backlog>, log: Log): void {
  let asked: Promise<[kind: string, Waiting][] | undefined> | undefined;
  const ask = async (): Promise<[kind: string, Waiting][] | undefined> => {
    try {
      const { payments, refunds, refusedRefunds } = await readBacklog();
      return Object.entries({ payment: payments, refund: refunds, refund_refused: refusedRefunds });
    } catch (error) {
      log.warn({ error }, "the metrics are told without the pending money");
      return undefined;
    } finally {
      asked = undefined;
    }
  };
  const watch = (name: string, help: string, valueOf: (waiting: Waiting) => number): void => {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ["kind"],
      registers: [registry],
      async collect() {
        asked ??= ask();
        const kinds = await asked;
        if (kinds === undefined) gauge.reset();
        else for (const [kind, waiting] of kinds) gauge.set({ kind }, valueOf(waiting));
      },
    });
  };
  watch(
    "stampede_money_pending",
    "Payments and refunds that the gateway has not settled; refused ones were tried before",
    ({ count }) => count,
  );
  watch(
    "stampede_money_oldest_seconds",
    "How long the oldest of those has waited",
    ({ oldestSeconds }) => oldestSeconds,
  );
}

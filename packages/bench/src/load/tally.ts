import { percentile } from "../figures/percentile.ts";
import type { Latency } from "./protocol.ts";

/** Replies by status, and their latencies while measuring. */
export interface Tally {
  reply(status: string, latencyMs: number): void;
  broke(): void;
  /** From now on replies count towards the figures. */
  start(): void;
  stop(): void;
  readonly replies: number;
  readonly broken: number;
  statuses(): Record<string, number>;
  latency(): Latency | undefined;
}

/** An empty tally; only replies of the status `expected` count towards the figures. */
export function createTally(expected: string): Tally {
  const statuses = new Map<string, number>();
  const latencies: number[] = [];
  let broken = 0;
  let isMeasuring = false;
  return {
    reply(status, latencyMs) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (isMeasuring && status === expected) latencies.push(latencyMs);
    },
    broke: () => void broken++,
    start: () => void (isMeasuring = true),
    stop: () => void (isMeasuring = false),
    get replies() {
      return latencies.length;
    },
    get broken() {
      return broken;
    },
    statuses: () => Object.fromEntries(statuses),
    latency() {
      if (latencies.length === 0) return undefined;
      const sorted = Float64Array.from(latencies).sort();
      return {
        p50: percentile(sorted, 50),
        p90: percentile(sorted, 90),
        p99: percentile(sorted, 99),
        p999: percentile(sorted, 99.9),
        max: percentile(sorted, 100),
      };
    },
  };
}

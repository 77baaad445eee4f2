import { z } from "zod";

// The one form in which figures are kept: written by a run, read again to draw charts.
const spread = z.object({
  median: z.number(),
  min: z.number(),
  max: z.number(),
  rounds: z.array(z.number()),
});

const byProcess = z.record(z.string(), z.number());

const latencyMs = z.object({
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
  p999: z.number(),
  max: z.number(),
});

const benchmarkReport = z.object({
  name: z.string(),
  title: z.string(),
  verdict: z.enum(["met", "missed", "reported", "skipped", "failed"]),
  /** Why it was skipped or failed. */
  reason: z.string().optional(),
  goal: z.object({ compare: z.enum([">=", "<="]), bound: z.number() }).optional(),
  figure: z.object({ unit: z.string(), spread }).optional(),
  subjects: z.array(
    z.object({
      name: z.string(),
      perSecond: spread,
      cpuUs: byProcess,
      peakBytes: byProcess,
      latencyMs: latencyMs.optional(),
    }),
  ),
  series: z.array(
    z.object({
      title: z.string(),
      xLabel: z.string(),
      yLabel: z.string(),
      xScale: z.enum(["linear", "log"]),
      lines: z.array(
        z.object({ name: z.string(), points: z.array(z.object({ x: z.number(), y: spread })) }),
      ),
    }),
  ),
  more: z.record(z.string(), z.union([z.number(), z.string()])),
  /** Rows that break an invariant after the benchmark, over all of them. */
  broken: z.number(),
  seconds: z.number(),
});
export type BenchmarkReport = z.infer<typeof benchmarkReport>;

const flushTime = z.object({
  method: z.string(),
  medianUs: z.number(),
  p99Us: z.number().optional(),
  pgTestFsyncUs: z.number().optional(),
});

export const runReport = z.object({
  startedAt: z.string(),
  finishedAt: z.string(),
  command: z.string(),
  scale: z.object({
    rounds: z.number(),
    seconds: z.number(),
    warmSeconds: z.number(),
    isQuick: z.boolean(),
    rowsMax: z.number(),
    enduranceSeconds: z.number(),
  }),
  machine: z.object({
    cores: z.number(),
    cpu: z.string(),
    memoryBytes: z.number(),
    kernel: z.string(),
  }),
  versions: z.object({ node: z.string(), postgres: z.string(), pgbench: z.string().nullable() }),
  flush: z.object({ before: flushTime, after: flushTime }),
  benchmarks: z.array(benchmarkReport),
});
export type RunReport = z.infer<typeof runReport>;

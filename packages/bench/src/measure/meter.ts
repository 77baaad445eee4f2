import { type Usage, usageOf } from "./processes.ts";

const SAMPLE_EVERY_MS = 500;

/** What some processes used between a start and a stop. */
export interface Metered {
  /** CPU time by process, microseconds. */
  readonly cpuUs: Readonly<Record<string, number>>;
  /** Resident memory at its highest by process, bytes; see `Usage`. */
  readonly peakBytes: Readonly<Record<string, number>>;
}

/** Measures processes and their descendants, by the names given. */
export function startMeter(roots: ReadonlyMap<string, number>): { stop(): Metered } {
  const before = usageOf(roots);
  const peaks = new Map<string, number>();
  const notePeaks = (usages: ReadonlyMap<string, Usage>): void => {
    for (const [name, { totalBytes }] of usages) {
      peaks.set(name, Math.max(peaks.get(name) ?? 0, totalBytes));
    }
  };
  const timer = setInterval(() => notePeaks(usageOf(roots)), SAMPLE_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      const after = usageOf(roots);
      notePeaks(after);
      const cpuUs = [...after].map(([name, { cpuUs: us }]) => [
        name,
        us - (before.get(name)?.cpuUs ?? 0),
      ]);
      return { cpuUs: Object.fromEntries(cpuUs), peakBytes: Object.fromEntries(peaks) };
    },
  };
}

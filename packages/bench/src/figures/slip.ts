import { percentile } from "./percentile.ts";

/** A request sent later than this after its time means that the run was not the load it claims. */
export const SLIP_MS_MAX = 100;

/** How far a generator fell behind its schedule. */
export interface Slip {
  readonly worstMs: number;
  /** What 99 of 100 requests did not exceed; 0 when none was sent. */
  readonly p99Ms: number;
  /** How many requests were sent later than the bound. */
  readonly late: number;
  /** Whether the run is void. */
  readonly isVoid: boolean;
}

/** Watches the distance between when a request was due and when it was sent. */
export function createSlipWatch(slipMsMax: number = SLIP_MS_MAX): {
  sent(dueMs: number, sentMs: number): void;
  result(): Slip;
} {
  const allMs: number[] = [];
  let late = 0;
  return {
    sent(dueMs, sentMs) {
      const behindMs = sentMs - dueMs;
      allMs.push(behindMs);
      if (behindMs > slipMsMax) late++;
    },
    result() {
      const sorted = Float64Array.from(allMs).sort();
      const at = (percent: number): number => (sorted.length > 0 ? percentile(sorted, percent) : 0);
      return { worstMs: at(100), p99Ms: at(99), late, isVoid: late > 0 };
    },
  };
}

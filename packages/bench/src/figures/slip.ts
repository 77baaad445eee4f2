/** A request sent later than this after its time means that the run was not the load it claims. */
export const SLIP_MS_MAX = 100;

/** How far a generator fell behind its schedule. */
export interface Slip {
  readonly worstMs: number;
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
  let worstMs = 0;
  let late = 0;
  return {
    sent(dueMs, sentMs) {
      const behindMs = sentMs - dueMs;
      if (behindMs > worstMs) worstMs = behindMs;
      if (behindMs > slipMsMax) late++;
    },
    result: () => ({ worstMs, late, isVoid: late > 0 }),
  };
}

/** Where values lie on an axis. */
export interface Scale {
  /** From 0 to 1. */
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 5, 10];

/**
 * An axis from 0 to at least `max`, with about `count` round ticks.
 *
 * @throws {RangeError} for a greatest value that is not a positive number.
 */
export function linearScale(max: number, count = 5): Scale {
  if (!(max > 0 && Number.isFinite(max))) throw new RangeError(`no axis to ${max}`);
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((each) => each * power >= rough) ?? 10) * power;
  const steps = Math.ceil(max / step - 1e-9);
  return {
    at: (value) => value / (steps * step),
    ticks: Array.from({ length: steps + 1 }, (_, index) => index * step),
  };
}

/**
 * A logarithmic axis over positive values, whose ticks are the values themselves.
 *
 * @throws {RangeError} when there are none, or one is not positive.
 */
export function logScale(values: readonly number[]): Scale {
  const ticks = [...new Set(values)].toSorted((a, b) => a - b);
  const [min] = ticks;
  const max = ticks.at(-1);
  if (min === undefined || max === undefined || !(min > 0)) {
    throw new RangeError("a logarithmic axis needs positive values");
  }
  const width = Math.log(max / min);
  return { at: (value) => (width === 0 ? 0.5 : Math.log(value / min) / width), ticks };
}

import fc from "fast-check";
import { expect, it } from "vitest";
import { linearScale, logScale } from "./chart-scale.ts";

it("puts every value on the axis, below a round last tick", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (max) => {
      const { at, ticks } = linearScale(max);
      expect(at(0)).toBe(0);
      expect(at(max)).toBeLessThanOrEqual(1 + 1e-9);
      expect(at(max)).toBeGreaterThan(0.5);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }),
  );
  expect(linearScale(9_300).ticks).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000]);
});

it("spreads equal factors equally", () => {
  const { at, ticks } = logScale([1, 4, 16, 256]);
  expect(ticks).toEqual([1, 4, 16, 256]);
  expect([1, 4, 16, 256].map(at)).toEqual([0, 0.25, 0.5, 1]);
  expect(logScale([3]).at(3)).toBe(0.5);
});

it("refuses values that have no place", () => {
  expect(() => linearScale(0)).toThrow(RangeError);
  expect(() => linearScale(Number.NaN)).toThrow(RangeError);
  expect(() => logScale([0, 1])).toThrow(RangeError);
  expect(() => logScale([])).toThrow(RangeError);
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { percentile, spreadOf } from "./percentile.ts";

it("gives the smallest value that so many do not exceed", () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(values, 0)).toBe(1);
  expect(percentile(values, 50)).toBe(50);
  expect(percentile(values, 99)).toBe(99);
  expect(percentile(values, 100)).toBe(100);
  expect(percentile([7], 99)).toBe(7);
});

it("refuses an empty list and an impossible percentage", () => {
  expect(() => percentile([], 50)).toThrow(RangeError);
  expect(() => percentile([1], 101)).toThrow(RangeError);
  expect(() => spreadOf([])).toThrow(RangeError);
});

it("keeps the median between the least and the greatest", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (rounds) => {
      const { median, min, max } = spreadOf(rounds);
      expect(min).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(max);
      const below = rounds.filter((value) => value < median).length;
      const above = rounds.filter((value) => value > median).length;
      expect(Math.max(below, above)).toBeLessThanOrEqual(rounds.length / 2);
    }),
  );
});

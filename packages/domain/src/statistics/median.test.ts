import fc from "fast-check";
import { expect, test } from "vitest";
import { weightedMedian } from "./median.ts";

test("the median is that of the values written out as often as they were seen", () => {
  const seen = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(seen, (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const at = (index: number) => sorted[Math.floor(index)] ?? Number.NaN;
      const expected = (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2;
      const weighted = [...Map.groupBy(sorted, (value) => value)].map(([value, { length }]) => ({
        value,
        count: length,
      }));
      expect(weightedMedian(weighted)).toBe(expected);
    }),
  );
});

test("nothing has no median", () => {
  expect(weightedMedian([])).toBeNull();
});

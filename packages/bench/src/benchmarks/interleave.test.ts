import { expect, it } from "vitest";
import { spreadOf } from "../figures/percentile.ts";
import { dearestOf, interleave, ratioOf } from "./interleave.ts";

it("measures all subjects in each round, and compares within a round", async () => {
  const order: string[] = [];
  const subject = (name: string, rates: readonly number[]) => ({
    name,
    measure: (round: number) => {
      order.push(name + round);
      const perSecond = rates[round] ?? 0;
      return Promise.resolve({ perSecond, cpuUs: { api: 1 }, peakBytes: { api: round } });
    },
  });
  const reports = await interleave(3, [subject("a", [10, 40, 30]), subject("b", [10, 20, 10])]);
  // The first pair is for the compilers, and counts for nothing.
  expect(order).toEqual(["a-1", "b-1", "a0", "b0", "b1", "a1", "a2", "b2"]);
  expect(ratioOf(reports, "a", "b")).toEqual({ median: 2, min: 1, max: 3, rounds: [1, 2, 3] });
  expect(reports[0]?.peakBytes).toEqual({ api: 2 });
});

it("takes the dearest of several by its median, with the spread of its own rounds", () => {
  const cheap = ["cheap", spreadOf([1, 1, 9])] as const;
  const dear = ["dear", spreadOf([3, 0.5, 2])] as const;
  const unknown = ["unknown", spreadOf([1, Number.NaN, 1])] as const;
  expect(dearestOf([cheap, dear])).toEqual([
    "dear",
    { median: 2, min: 0.5, max: 3, rounds: [3, 0.5, 2] },
  ]);
  expect(dearestOf([dear, unknown, cheap])[0]).toBe("unknown");
  expect(() => dearestOf([])).toThrow(RangeError);
});

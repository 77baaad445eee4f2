import { expect, it } from "vitest";
import { makeSchedule, seededRandom } from "./schedule.ts";

it("schedules the asked rate from the first moment on, in order", () => {
  const schedule = makeSchedule({ perSecond: 1_000, seconds: 10, random: seededRandom(1) });
  expect(schedule.length).toBeGreaterThan(9_700);
  expect(schedule.length).toBeLessThan(10_300);
  const firstSecond = schedule.filter((atMs) => atMs < 1_000).length;
  expect(firstSecond).toBeGreaterThan(850);
  expect(firstSecond).toBeLessThan(1_150);
  expect([...schedule]).toEqual([...schedule].toSorted((a, b) => a - b));
  expect(schedule.at(-1)).toBeLessThan(10_000);
});

it("is the same for the same seed, and another one for another", () => {
  const make = (seed: number) =>
    makeSchedule({ perSecond: 100, seconds: 1, random: seededRandom(seed) });
  expect(make(1)).toEqual(make(1));
  expect(make(1)).not.toEqual(make(2));
});

it("refuses a schedule without arrivals", () => {
  const random = seededRandom(1);
  expect(() => makeSchedule({ perSecond: 0, seconds: 1, random })).toThrow(RangeError);
  expect(() => makeSchedule({ perSecond: Number.NaN, seconds: 1, random })).toThrow(RangeError);
});

import { expect, it } from "vitest";
import { createSlipWatch } from "./slip.ts";

it("voids a run as soon as one request is sent later than the bound", () => {
  const watch = createSlipWatch(10);
  watch.sent(0, 0);
  watch.sent(5, 15);
  expect(watch.result()).toEqual({ worstMs: 10, p99Ms: 10, late: 0, isVoid: false });
  watch.sent(20, 31);
  watch.sent(30, 30);
  expect(watch.result()).toEqual({ worstMs: 11, p99Ms: 11, late: 1, isVoid: true });
});

it("tells the slip that 99 of 100 requests did not exceed from the worst", () => {
  const watch = createSlipWatch();
  expect(watch.result()).toMatchObject({ worstMs: 0, p99Ms: 0 });
  for (let index = 1; index <= 99; index++) watch.sent(index, index + index / 100);
  watch.sent(100, 150);
  const { worstMs, p99Ms } = watch.result();
  expect(worstMs).toBe(50);
  expect(p99Ms).toBeCloseTo(0.99);
});

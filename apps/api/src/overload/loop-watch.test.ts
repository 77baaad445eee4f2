import { expect, test } from "vitest";
import { createLateness } from "./loop-watch.ts";

test("a turn that is too long is noticed within it", () => {
  let nowMs = 0;
  const { isBehind } = createLateness(() => nowMs);
  nowMs = 30;
  expect(isBehind()).toBe(false);
  nowMs = 31;
  expect(isBehind()).toBe(true);
});

test("a late turn counts for 200 ms, and no longer", () => {
  let nowMs = 0;
  const { tick, isBehind } = createLateness(() => nowMs);
  nowMs = 100;
  tick();
  const seen: number[] = [];
  for (nowMs = 110; nowMs <= 400; nowMs += 10) {
    tick();
    if (isBehind()) seen.push(nowMs);
  }
  expect(seen.at(0)).toBe(110);
  expect(seen.at(-1)).toBe(290);
});

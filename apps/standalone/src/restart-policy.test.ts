import { expect, test } from "vitest";

import { restartPauseMs } from "./restart-policy.ts";

test("waits longer before each restart, and gives up after the fifth within a minute", () => {
  const ends = [0, 1_000, 2_000, 3_000, 4_000, 5_000];
  const pauses = ends.map((_, index) => restartPauseMs(ends.slice(0, index + 1)));
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, null]);
});

test("forgets what is more than a minute ago", () => {
  expect(restartPauseMs([0, 1, 2, 3, 4, 70_000])).toBe(250);
});

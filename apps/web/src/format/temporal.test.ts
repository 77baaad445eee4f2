import { expect, test } from "vitest";

import { instantOfLocal, localOfInstant } from "./temporal.ts";

test("a local time and its instant are read back from each other", async () => {
  const at = await instantOfLocal("2026-11-14T20:00", "Europe/Warsaw");
  expect(at).toBe("2026-11-14T19:00:00.000Z");
  expect(await localOfInstant(at, "Europe/Warsaw")).toBe("2026-11-14T20:00");
});

test("a time that a change of clocks skips is moved on, and of one that comes twice the first is meant", async () => {
  expect(await instantOfLocal("2026-03-29T02:30", "Europe/Warsaw")).toBe(
    "2026-03-29T01:30:00.000Z",
  );
  expect(await instantOfLocal("2026-10-25T02:30", "Europe/Warsaw")).toBe(
    "2026-10-25T00:30:00.000Z",
  );
});

test("what is no time is refused", async () => {
  await expect(instantOfLocal("2026-02-30T20:00", "Europe/Warsaw")).rejects.toThrow(RangeError);
  await expect(instantOfLocal("2026-02-20T20:00", "Europe/Nowhere")).rejects.toThrow(RangeError);
});

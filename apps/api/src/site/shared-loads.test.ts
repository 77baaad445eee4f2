import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { shareLoads } from "./shared-loads.ts";

const LOAD_MS = 5;

test("a crowd shares one load, and none is given what was loaded before it asked", async () => {
  let now = 0;
  let loads = 0;
  const read = shareLoads(async () => {
    loads += 1;
    const seen = now;
    await pause(LOAD_MS);
    return seen;
  });
  const first = read("key");
  now = 1;
  const crowd = Array.from({ length: 1_000 }, () => read("key"));
  expect(await first).toBe(0);
  expect(new Set(await Promise.all(crowd))).toEqual(new Set([1]));
  expect(loads).toBe(2);
});

test("one key waits for no other, and one that failed does not fail the next", async () => {
  let isFailing = true;
  const read = shareLoads(async (key) => {
    if (key === "bad" && isFailing) throw new Error("away");
    return key;
  });
  const bad = read("bad");
  const good = await read("good");
  expect(good).toBe("good");
  await expect(bad).rejects.toThrow("away");
  isFailing = false;
  expect(await read("bad")).toBe("bad");
});

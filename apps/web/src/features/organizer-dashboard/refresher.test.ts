import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { createRefresher } from "./refresher.ts";

const REST_MS = 1_000;
const ROUND_MS = 300;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function counted() {
  let rounds = 0;
  let atOnce = 0;
  let atOnceMax = 0;
  const refresher = createRefresher(async () => {
    rounds += 1;
    atOnce += 1;
    atOnceMax = Math.max(atOnceMax, atOnce);
    await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
    atOnce -= 1;
  }, REST_MS);
  return { refresher, rounds: () => rounds, atOnceMax: () => atOnceMax };
}

test("the first request is served at once, and what comes meanwhile once afterwards", async () => {
  const { refresher, rounds } = counted();
  refresher.request();
  expect(rounds()).toBe(1);
  for (let i = 0; i < 50; i++) refresher.request();
  await vi.advanceTimersByTimeAsync(ROUND_MS + REST_MS);
  expect(rounds()).toBe(2);
  await vi.advanceTimersByTimeAsync(10 * (ROUND_MS + REST_MS));
  expect(rounds()).toBe(2);
});

test("a storm of requests comes to one round at a time, with a rest after each", async () => {
  const { refresher, rounds, atOnceMax } = counted();
  for (let ms = 0; ms < 10_000; ms += 10) {
    refresher.request();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(rounds()).toBeLessThanOrEqual(Math.ceil(10_000 / (ROUND_MS + REST_MS)));
  expect(atOnceMax()).toBe(1);
});

test("nothing is begun after it was stopped", async () => {
  const { refresher, rounds } = counted();
  refresher.request();
  refresher.request();
  refresher.stop();
  refresher.request();
  await vi.advanceTimersByTimeAsync(10 * (ROUND_MS + REST_MS));
  expect(rounds()).toBe(1);
});

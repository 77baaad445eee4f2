import { getEventListeners } from "node:events";

import { expect, test, vi } from "vitest";

import { backoffMs, isSafeToRepeat, realTiming } from "./retry-policy.ts";

const key = { idempotencyKey: "0d3f1c5e-3a53-4c0f-8a3c-5a9d1c8e7f10" };

test.each([
  ["events.list", "query", {}, true],
  ["events.watchAvailability", "subscription", {}, true],
  ["reservations.create", "mutation", key, true],
  ["reservations.pay", "mutation", key, true],
  ["organizer.reservations.refund", "mutation", key, true],
  ["reservations.cancel", "mutation", {}, true],
  ["organizer.checkIn", "mutation", {}, false],
  ["organizer.events.create", "mutation", {}, false],
  ["organizer.events.create", "mutation", undefined, false],
  ["organizer.events.create", "mutation", null, false],
  ["organizer.events.create", "mutation", "idempotencyKey", false],
] as const)("%s as a %s with %o is safe to repeat: %s", (path, type, input, expected) => {
  expect(isSafeToRepeat({ path, type, input })).toBe(expected);
});

test("waits a random share of a bound that doubles up to its own bound", () => {
  expect([1, 2, 3, 9].map((attempt) => backoffMs(attempt, null, 0.5))).toEqual([
    100, 200, 400, 2_500,
  ]);
});

test("waits at least as long as the server asks", () => {
  expect(backoffMs(1, 3_000, 0)).toBe(3_000);
  expect(backoffMs(1, 3_000, 0.5)).toBe(3_100);
});

test("does not wait where the server asks for longer than a caller should be kept", () => {
  expect(backoffMs(1, 10_000, 0)).toBe(10_000);
  expect(backoffMs(1, 10_001, 0)).toBeNull();
});

test("a wait ends when its signal is aborted", async () => {
  const stop = new AbortController();
  const waited = realTiming.wait(60_000, stop.signal);
  stop.abort();
  await expect(waited).resolves.toBeUndefined();
  await expect(realTiming.wait(60_000, stop.signal)).resolves.toBeUndefined();
});

test("a wait is as long as it is meant to be, and leaves nothing behind however it ends", async () => {
  vi.useFakeTimers();
  try {
    const stop = new AbortController();
    let isOver = false;
    const waited = realTiming.wait(1_000, stop.signal).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await waited).toBe(true);
    expect(getEventListeners(stop.signal, "abort")).toEqual([]);

    const aborted = realTiming.wait(1_000, stop.signal);
    stop.abort();
    await aborted;
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

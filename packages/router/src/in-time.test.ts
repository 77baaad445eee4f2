import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inTime } from "./in-time.ts";

const DEADLINE_MS = 1_600;
const LOOK_MS = 50;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});
afterEach(async () => {
  // The one timer is shared, so each test leaves it as it found it.
  await vi.advanceTimersByTimeAsync(DEADLINE_MS + LOOK_MS);
  vi.useRealTimers();
});

const never = (): Promise<never> => Promise.withResolvers<never>().promise;

/** Tells how a call stands. */
function watched(call: Promise<unknown>) {
  const state = { is: "waiting" };
  call.then(
    () => (state.is = "done"),
    (error: unknown) => (state.is = String(Reflect.get(Object(error), "reason") ?? error)),
  );
  return state;
}

test("gives up on a call that takes too long, never early, and one look later at most", async () => {
  // Somebody else began the looks, at another moment.
  void inTime(never()).catch(() => undefined);
  await vi.advanceTimersByTimeAsync(37);
  const late = watched(inTime(never()));
  await vi.advanceTimersByTimeAsync(DEADLINE_MS - 1);
  expect(late.is).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1 + LOOK_MS);
  expect(late.is).toBe("UNAVAILABLE");
});

test("gives up on each call by its own time", async () => {
  const first = watched(inTime(never()));
  await vi.advanceTimersByTimeAsync(500);
  const second = watched(inTime(never()));
  await vi.advanceTimersByTimeAsync(DEADLINE_MS - 500);
  expect([first.is, second.is]).toEqual(["UNAVAILABLE", "waiting"]);
  await vi.advanceTimersByTimeAsync(500);
  expect(second.is).toBe("UNAVAILABLE");
});

test("a caller who had waited before is told that much sooner, whoever was there first", async () => {
  const first = watched(inTime(never()));
  await vi.advanceTimersByTimeAsync(100);
  const before = watched(inTime(never(), performance.now() - 700));
  await vi.advanceTimersByTimeAsync(DEADLINE_MS - 700);
  expect([first.is, before.is]).toEqual(["waiting", "UNAVAILABLE"]);
});

test("passes on what the call gives and what it fails with", async () => {
  expect(await inTime(Promise.resolve(7))).toBe(7);
  await expect(inTime(Promise.reject(new RangeError("own")))).rejects.toThrow(RangeError);
});

test("a call that fails after it was given up on is no unhandled failure", async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = watched(inTime(promise));
  await vi.advanceTimersByTimeAsync(DEADLINE_MS);
  reject(new Error("too late to matter"));
  await vi.advanceTimersByTimeAsync(0);
  expect(late.is).toBe("UNAVAILABLE");
});

test("keeps no timer when nobody waits, and begins again for the next", async () => {
  for (let round = 0; round < 2; round++) {
    await inTime(Promise.resolve());
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(vi.getTimerCount()).toBe(0);
    const late = watched(inTime(never()));
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(DEADLINE_MS);
    expect(late.is).toBe("UNAVAILABLE");
    expect(vi.getTimerCount()).toBe(0);
  }
});

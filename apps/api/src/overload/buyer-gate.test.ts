import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBuyerGate } from "./buyer-gate.ts";

const PACE_MS = 5;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A gate, the clock and the queue behind it, and what became of those who came. */
function scene() {
  const state = { nowMs: 0, standing: 0, free: 0 };
  const pressure = { standing: () => state.standing, free: () => state.free };
  const gate = createBuyerGate(pressure, () => state.nowMs);
  const seen: string[] = [];
  const come = (name: string, calls = 1, client?: string): (() => void) =>
    gate.enter({
      client,
      calls,
      go: () => void seen.push(name),
      refuse: () => void seen.push(`${name} refused`),
    });
  return { state, gate, seen, come };
}

test("whoever comes alone passes at once", () => {
  const { seen, come } = scene();
  come("a");
  expect(seen).toEqual(["a"]);
});

test("many who come at once pass a few at a time, in the order in which they came", async () => {
  const { gate, seen, come } = scene();
  const names = Array.from({ length: 20 }, (_, index) => String(index));
  for (const name of names) come(name);
  expect(seen).toEqual(names.slice(0, 6));
  for (const passed of [12, 18, 20]) {
    await vi.advanceTimersByTimeAsync(PACE_MS);
    expect(seen).toEqual(names.slice(0, passed));
  }
  expect(gate.waiting).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("a timer that is early by the clock leaves nobody standing at free connections", async () => {
  const { state, seen, come } = scene();
  state.free = 2;
  for (let index = 0; index < 20; index++) come(String(index));
  expect(seen).toHaveLength(8);
  // The clock has not gone on at all.
  await vi.advanceTimersByTimeAsync(PACE_MS);
  expect(seen).toHaveLength(16);
});

test("the calls of a batch pass and wait as so many, and a large one passes alone", async () => {
  const { gate, seen, come } = scene();
  come("a");
  come("b", 5);
  come("c", 10);
  come("d");
  expect(seen).toEqual(["a", "b"]);
  expect(gate.waiting).toBe(11);
  await vi.advanceTimersByTimeAsync(PACE_MS);
  expect(seen).toEqual(["a", "b", "c"]);
  await vi.advanceTimersByTimeAsync(PACE_MS);
  expect(seen).toEqual(["a", "b", "c", "d"]);
});

test("who is gone gives the place back at once", async () => {
  const { state, gate, seen, come } = scene();
  state.standing = 6;
  const leave = come("a", 10);
  leave();
  leave();
  expect(gate.waiting).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  expect(seen).toEqual([]);
});

test("nobody passes while those who have begun wait for a connection, and no longer than 700 ms", async () => {
  const { state, gate, seen, come } = scene();
  state.standing = 6;
  come("a");
  state.nowMs = 300;
  come("b");
  expect(gate.waiting).toBe(2);
  state.nowMs = 700;
  await vi.advanceTimersByTimeAsync(PACE_MS);
  expect(seen).toEqual(["a refused"]);
  state.standing = 0;
  await vi.advanceTimersByTimeAsync(PACE_MS);
  expect(seen).toEqual(["a refused", "b"]);
});

test("it holds so many and no more", () => {
  const { state, gate, seen, come } = scene();
  state.standing = 6;
  for (let index = 0; index < 295; index++) come(String(index));
  come("batch", 10);
  expect(gate.waiting).toBe(295);
  expect(seen).toEqual(["batch refused"]);
});

test("one client has a quarter of the places to wait, and has them back as they are left", async () => {
  const { state, gate, seen, come } = scene();
  state.standing = 6;
  for (let index = 0; index < 75; index++) come(`a${index}`, 1, "a");
  come("too many", 1, "a");
  come("another", 1, "b");
  expect(seen).toEqual(["too many refused"]);
  expect(gate.waiting).toBe(76);
  state.nowMs = 700;
  await vi.advanceTimersByTimeAsync(PACE_MS);
  expect(gate.waiting).toBe(0);
  come("again", 75, "a");
  expect(gate.waiting).toBe(75);
});

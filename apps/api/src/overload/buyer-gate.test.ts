import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { createBuyerGate } from "./buyer-gate.ts";

/** A gate, the clock and the queue behind it, and what became of those who came. */
function scene() {
  const state = { nowMs: 0, standing: 0 };
  const gate = createBuyerGate(
    () => state.standing,
    () => state.nowMs,
  );
  const seen: string[] = [];
  const come = (name: string): void =>
    gate.enter(
      () => void seen.push(name),
      () => void seen.push(`${name} refused`),
    );
  return { state, gate, seen, come };
}

test("whoever comes alone passes at once", () => {
  const { seen, come } = scene();
  come("a");
  expect(seen).toEqual(["a"]);
});

test("many who come at once pass a few at a time, in the order in which they came", async () => {
  const { state, gate, seen, come } = scene();
  const names = Array.from({ length: 20 }, (_, index) => String(index));
  for (const name of names) come(name);
  expect(seen).toEqual(names.slice(0, 6));
  state.nowMs = 5;
  await waitFor(() => seen.length === 12);
  state.nowMs = 10;
  await waitFor(() => seen.length === 18);
  state.nowMs = 15;
  await waitFor(() => gate.waiting === 0);
  expect(seen).toEqual(names);
});

test("nobody passes while those who have begun wait for a connection, and no longer than 700 ms", async () => {
  const { state, gate, seen, come } = scene();
  state.standing = 6;
  come("a");
  state.nowMs = 300;
  come("b");
  expect(gate.waiting).toBe(2);
  state.nowMs = 700;
  await waitFor(() => seen.length > 0);
  expect(seen).toEqual(["a refused"]);
  state.standing = 0;
  await waitFor(() => gate.waiting === 0);
  expect(seen).toEqual(["a refused", "b"]);
});

test("it holds so many and no more", () => {
  const { state, gate, seen, come } = scene();
  state.standing = 6;
  for (let index = 0; index < 2_001; index++) come(String(index));
  expect(gate.waiting).toBe(2_000);
  expect(seen).toEqual(["2000 refused"]);
  // Ends the timer.
  state.nowMs = 1_000;
});

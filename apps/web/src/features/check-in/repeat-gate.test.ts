import { expect, test } from "vitest";

import { createRepeatGate } from "./repeat-gate.ts";

test("a ticket that stays before the camera is one scan, however long it stays", () => {
  const gate = createRepeatGate();
  expect(gate.isRepeat("A", 0)).toBe(false);
  gate.note("A", 0);
  for (let ms = 200; ms <= 60_000; ms += 200) expect(gate.isRepeat("A", ms)).toBe(true);
  expect(gate.isRepeat("A", 63_001)).toBe(false);
});

test("another ticket, and one whose attempt came to nothing, pass at once", () => {
  const gate = createRepeatGate();
  gate.note("A", 0);
  expect(gate.isRepeat("B", 1)).toBe(false);
  gate.forget("A");
  expect(gate.isRepeat("A", 2)).toBe(false);
});

test("a whole night of scans is not kept", () => {
  const gate = createRepeatGate();
  for (let i = 0; i < 1_000; i++) gate.note(String(i), 0);
  expect(gate.isRepeat("0", 1)).toBe(false);
  expect(gate.isRepeat("999", 1)).toBe(true);
});

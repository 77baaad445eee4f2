import { expect, test } from "vitest";
import { createMemory, dueSecondOf } from "./due-seconds.ts";

test("a job looks when the last of its second is due, and not before", () => {
  const second = Date.UTC(2026, 5, 1, 12) / 1_000;
  expect(dueSecondOf(new Date(second * 1_000))).toBe(second);
  expect(dueSecondOf(new Date(second * 1_000 + 1))).toBe(second + 1);
  expect(dueSecondOf(new Date(second * 1_000 + 999))).toBe(second + 1);
  expect(dueSecondOf(new Date(Number.NaN))).toBeUndefined();
});

test("only the oldest is forgotten, once there are more than may be", () => {
  const memory = createMemory(2);
  const known = () => ["a", "b", "c"].filter((id) => memory.has(id));
  memory.add("a");
  memory.add("a");
  memory.add("b");
  expect(known()).toEqual(["a", "b"]);
  memory.add("c");
  expect(known()).toEqual(["b", "c"]);
});

import { expect, test } from "vitest";

import { remainingMs } from "./countdown.ts";

const REPLY = { serverNow: "2026-11-23T10:00:00.000Z", expiresAt: "2026-11-23T10:15:00.000Z" };

test("counts from the server's time and the time since the reply came", () => {
  expect(remainingMs(REPLY, 5_000, 5_000)).toBe(900_000);
  expect(remainingMs(REPLY, 5_000, 65_000.5)).toBe(840_000);
});

test("never goes below zero", () => {
  expect(remainingMs(REPLY, 0, 900_000)).toBe(0);
  expect(remainingMs(REPLY, 0, 9_000_000)).toBe(0);
});

test("refuses instants that it cannot read", () => {
  expect(() => remainingMs({ ...REPLY, expiresAt: "soon" }, 0, 0)).toThrow(RangeError);
});

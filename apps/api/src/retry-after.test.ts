import { DomainError, notFound } from "@stampede/domain/errors";
import { refused } from "@stampede/router/refusal";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { retryAfter } from "./retry-after.ts";

const NOW_MS = Date.UTC(2026, 5, 1, 12);
const loaded = (reason: "RATE_LIMITED" | "OVERLOADED" | "UNAVAILABLE", inMs: number) =>
  refused(new DomainError(reason, "Later.", { retryAt: new Date(NOW_MS + inMs).toISOString() }));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each(["RATE_LIMITED", "OVERLOADED", "UNAVAILABLE"] as const)(
  "%s says in whole seconds when to come again, never too soon",
  (reason) => {
    expect(retryAfter([loaded(reason, 2_000)])).toBe("2");
    expect(retryAfter([loaded(reason, 2_001)])).toBe("3");
  },
);

test("is at least a second", () => {
  expect(retryAfter([loaded("OVERLOADED", 1)])).toBe("1");
  expect(retryAfter([loaded("OVERLOADED", -5_000)])).toBe("1");
});

test("the longest wait of a batch counts", () => {
  const other = refused(notFound("It"));
  const errors = [loaded("OVERLOADED", 1_000), loaded("RATE_LIMITED", 9_000), other];
  expect(retryAfter(errors)).toBe("9");
});

test("errors that are not about load ask for nothing", () => {
  const held = { ticketTypeId: "a", available: 0, retryAt: new Date(NOW_MS).toISOString() };
  expect(retryAfter([])).toBeUndefined();
  expect(retryAfter([refused(notFound("It"))])).toBeUndefined();
  expect(retryAfter([refused(new DomainError("ALL_HELD", "Held.", held))])).toBeUndefined();
});

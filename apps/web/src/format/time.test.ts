import { expect, test } from "vitest";

import { formatCountdown, formatTime, formatTimeRange, timezoneName } from "./time.ts";

const AT = "2026-11-14T19:00:00.000Z";
const END = "2026-11-14T22:00:00.000Z";

test("an event's time is that of its place", () => {
  expect(formatTime(AT, "en", "short", "Europe/Warsaw")).toBe("Sat, 14 Nov 2026, 20:00");
  expect(formatTime(AT, "en", "clock", "America/New_York")).toBe("14:00");
  expect(formatTime(AT, "pl", "date", "Asia/Tokyo")).toBe("niedziela, 15 listopada 2026");
});

test("a range writes its day once", () => {
  const range = formatTimeRange(AT, END, "en", "short", "Europe/Warsaw");
  expect(range.match(/2026/g)).toHaveLength(1);
  expect(range).toMatch(/20:00.23:00$/);
});

test("an evening that ends in the small hours writes its day once, and longer ones write both", () => {
  const end = (hours: number): string => new Date(Date.parse(AT) + hours * 3_600_000).toISOString();
  const evening = formatTimeRange(AT, end(5), "en", "short", "Europe/Warsaw");
  expect(evening).toBe("Sat, 14 Nov 2026, 20:00–01:00");
  const weekend = formatTimeRange(AT, end(24), "en", "short", "Europe/Warsaw");
  expect(weekend).toContain("Sun, 15 Nov 2026");
});

test("a timezone's name is that of the season", () => {
  expect(timezoneName(AT, "en", "Europe/Warsaw")).toBe("CET");
  expect(timezoneName("2026-07-14T19:00:00.000Z", "en", "Europe/Warsaw")).toBe("CEST");
});

test("a countdown rounds up, and grows hours when it needs them", () => {
  expect(formatCountdown(0)).toBe("00:00");
  expect(formatCountdown(1)).toBe("00:01");
  expect(formatCountdown(899_001)).toBe("15:00");
  expect(formatCountdown(3_729_000)).toBe("1:02:09");
});

import { expect, test } from "vitest";

import { createdMsOf, defaultRange, periodOf } from "./timeline-range.ts";

const now = Date.parse("2026-11-14T20:30:30.500Z");
const daysAgo = (days: number): number => now - days * 86_400_000;

test("the last hour has sixty minutes and the last day twenty-four hours, with the present one", () => {
  expect(periodOf("hour", now, daysAgo(9))).toEqual({
    from: "2026-11-14T19:31:00.000Z",
    to: "2026-11-14T20:31:00.000Z",
    bucket: "minute",
  });
  expect(periodOf("day", now, daysAgo(9))).toEqual({
    from: "2026-11-13T21:00:00.000Z",
    to: "2026-11-14T21:00:00.000Z",
    bucket: "hour",
  });
});

test("all time begins with the event: by the hour while it is young, else by the day", () => {
  expect(periodOf("all", now, daysAgo(1))).toMatchObject({
    from: "2026-11-13T21:00:00.000Z",
    bucket: "hour",
  });
  expect(periodOf("all", now, daysAgo(9))).toEqual({
    from: "2026-11-05T20:00:00.000Z",
    to: "2026-11-14T21:00:00.000Z",
    bucket: "day",
  });
  expect(defaultRange(now, daysAgo(1))).toBe("day");
  expect(defaultRange(now, daysAgo(9))).toBe("all");
});

test("no period has more buckets than the server gives, or ends before it begins", () => {
  const { from, to } = periodOf("all", now, 0);
  expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBeLessThan(1_499);
  for (const range of ["hour", "day", "all"] as const) {
    const young = periodOf(range, now, now + 60_000);
    expect(Date.parse(young.from)).toBeLessThan(Date.parse(young.to));
  }
});

test("an id tells when it was made, where it is of the kind that does", () => {
  expect(createdMsOf("019a7e50-0000-7000-8000-000000000000")).toBe(0x019a7e500000);
  expect(createdMsOf("9f8b1c2e-1111-4222-8333-444455556666")).toBe(0);
});

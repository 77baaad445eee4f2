import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutBuckets } from "./buckets.ts";

const BUCKETS_MAX = 1_500;
const cut = (bucket: "minute" | "hour" | "day", from: string, to: string, timezone: string) => {
  const span = { bucket, from: new Date(from), to: new Date(to) };
  return cutBuckets(span, timezone, BUCKETS_MAX)?.starts.map((start) => start.toISOString());
};

test("buckets cover the time asked for without a gap, in any zone", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("minute", "hour", "day"),
      fc.date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
      fc.integer({ min: 1, max: 40 * 3_600_000 }),
      fc.constantFrom(...Intl.supportedValuesOf("timeZone")),
      (bucket, from, lengthMs, timezone) => {
        const to = new Date(from.getTime() + lengthMs);
        const buckets = cutBuckets({ bucket, from, to }, timezone, 10_000);
        const bounds = [...(buckets?.starts ?? []), ...(buckets ? [buckets.end] : [])].map(Number);
        expect(bounds.length).toBeGreaterThan(1);
        expect(bounds[0]).toBeLessThanOrEqual(from.getTime());
        expect(bounds[1]).toBeGreaterThan(from.getTime());
        expect(bounds.at(-2)).toBeLessThan(to.getTime());
        expect(bounds.at(-1)).toBeGreaterThanOrEqual(to.getTime());
        expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
        expect(new Set(bounds).size).toBe(bounds.length);
      },
    ),
    { numRuns: 500 },
  );
});

describe("where a clock is put forward or back", () => {
  test("a day begins at its own midnight", () => {
    expect(cut("day", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", "Europe/Warsaw")).toEqual([
      "2026-03-27T23:00:00.000Z",
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ]);
  });

  test("the hour that is there twice is two hours", () => {
    expect(cut("hour", "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", "Europe/Warsaw")).toEqual([
      "2026-10-25T00:00:00.000Z",
      "2026-10-25T01:00:00.000Z",
    ]);
  });

  test("a day without a midnight begins at its first hour", () => {
    expect(cut("day", "2018-11-04T12:00:00Z", "2018-11-05T12:00:00Z", "America/Sao_Paulo")).toEqual(
      ["2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z"],
    );
  });

  test("an hour of a zone with half an hour's offset begins when its clock says so", () => {
    expect(cut("hour", "2026-01-01T00:10:00Z", "2026-01-01T01:00:00Z", "Asia/Kolkata")).toEqual([
      "2025-12-31T23:30:00.000Z",
      "2026-01-01T00:30:00.000Z",
    ]);
  });

  test("half an hour put forward or back leaves whole hours of the clock around it", () => {
    expect(
      cut("hour", "2026-04-04T14:00:00Z", "2026-04-04T17:00:00Z", "Australia/Lord_Howe"),
    ).toEqual([
      "2026-04-04T14:00:00.000Z",
      "2026-04-04T15:00:00.000Z",
      "2026-04-04T15:30:00.000Z",
      "2026-04-04T16:30:00.000Z",
    ]);
  });
});

test("the end is exclusive", () => {
  expect(cut("minute", "2026-01-01T00:00:00Z", "2026-01-01T00:02:00Z", "UTC")).toHaveLength(2);
  expect(cut("minute", "2026-01-01T00:00:00Z", "2026-01-01T00:02:00.001Z", "UTC")).toHaveLength(3);
});

test("more buckets than allowed are none, whatever the span", () => {
  expect(cut("minute", "2026-01-01T00:00:00Z", "2026-01-02T01:00:00Z", "UTC")).toHaveLength(1_500);
  expect(cut("minute", "2026-01-01T00:00:00Z", "2026-01-02T01:00:01Z", "UTC")).toBeUndefined();
  expect(cut("day", "1900-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "UTC")).toBeUndefined();
});

import { expect, it } from "vitest";
import { toInstant } from "./to-instant.ts";

const warsaw = (value: string) =>
  toInstant(value, { timezone: "Europe/Warsaw", timeOfDay: "09:00" })?.toISOString();

it("completes a date with the time of day, in the timezone", () => {
  expect(warsaw("2026-01-16")).toBe("2026-01-16T08:00:00.000Z");
  expect(warsaw("2026-07-16")).toBe("2026-07-16T07:00:00.000Z");
});

it("takes a time without an offset for a local one, and lets an offset win", () => {
  expect(warsaw("2026-07-16T20:30")).toBe("2026-07-16T18:30:00.000Z");
  expect(warsaw("2026-07-16T20:30:15.25")).toBe("2026-07-16T18:30:15.250Z");
  expect(warsaw("2026-07-16T20:30Z")).toBe("2026-07-16T20:30:00.000Z");
  expect(warsaw("2026-07-16T20:30-0500")).toBe("2026-07-17T01:30:00.000Z");
});

it("moves a time that the clocks skip on, and takes the first of two", () => {
  expect(warsaw("2026-03-29T02:30")).toBe("2026-03-29T01:30:00.000Z");
  expect(warsaw("2026-10-25T02:30")).toBe("2026-10-25T00:30:00.000Z");
});

it.each([
  "2026-02-30",
  "2025-02-29",
  "2026-13-01",
  "2026-01-01T25:00",
  "soon",
  "",
  "2026",
  "1/2/2026",
])("refuses %j", (value) => {
  expect(toInstant(value, { timezone: "Europe/Warsaw", timeOfDay: "09:00" })).toBeNull();
});

it("knows leap days", () => {
  expect(warsaw("2028-02-29")).toBe("2028-02-29T08:00:00.000Z");
});

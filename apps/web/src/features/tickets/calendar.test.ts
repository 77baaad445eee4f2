import { expect, test } from "vitest";

import { type CalendarEntry, calendarFile } from "./calendar.ts";

const EVENT: CalendarEntry["event"] = {
  id: "019aa000-0000-7000-8000-000000000001",
  name: "Lighthouse Sessions",
  startsAt: "2026-11-14T20:00:00.000Z",
  endsAt: "2026-11-14T23:00:00.000Z",
  venue: { name: "Farol", address: "Rua do Cais 14", city: "Aveiro", country: "Portugal" },
  status: "published",
  organizer: { name: "Demo", slug: "demo" },
};
const ENTRY: CalendarEntry = {
  event: EVENT,
  url: "https://tickets.example/events/lighthouse-sessions",
  description: "Reservation 7K2QF-0M3XZ",
  madeAt: "2026-10-01T08:30:15.123Z",
};
const withName = (name: string): CalendarEntry => ({ ...ENTRY, event: { ...EVENT, name } });
/** What a calendar reads: the lines with their folds taken back. */
const linesOf = (file: string): string[] => file.replaceAll("\r\n ", "").split("\r\n");
const lineOf = (file: string, name: string): string | undefined =>
  linesOf(file).find((line) => line.startsWith(`${name}:`));

test("an event becomes one entry in UTC, with an id of its own", () => {
  expect(linesOf(calendarFile(ENTRY))).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Stampede//Tickets//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    "UID:019aa000-0000-7000-8000-000000000001@tickets.example",
    "DTSTAMP:20261001T083015Z",
    "DTSTART:20261114T200000Z",
    "DTEND:20261114T230000Z",
    "SUMMARY:Lighthouse Sessions",
    String.raw`LOCATION:Farol\, Rua do Cais 14\, Aveiro\, Portugal`,
    "DESCRIPTION:Reservation 7K2QF-0M3XZ",
    "URL:https://tickets.example/events/lighthouse-sessions",
    "STATUS:CONFIRMED",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
});

test("the same purchase gives the same file, and the same event the same id", () => {
  expect(calendarFile(ENTRY)).toBe(calendarFile(ENTRY));
  const renamed = calendarFile({ ...withName("Another"), madeAt: "2026-10-02T00:00:00.000Z" });
  expect(lineOf(renamed, "UID")).toBe(lineOf(calendarFile(ENTRY), "UID"));
});

test("what means something to calendars is escaped, and cannot make a line of its own", () => {
  const file = calendarFile(withName("Rock, paper; \\scissors\r\nBEGIN:VALARM\u0000\n"));
  expect(lineOf(file, "SUMMARY")).toBe(
    String.raw`SUMMARY:Rock\, paper\; \\scissors\nBEGIN:VALARM\n`,
  );
  expect(linesOf(file)).not.toContain("BEGIN:VALARM");
});

test("no line is longer than 75 octets, and none is broken within a character", () => {
  for (const name of ["Żółć ".repeat(60), "🎻".repeat(80), "x".repeat(500)]) {
    const file = calendarFile(withName(name));
    for (const line of file.split("\r\n")) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      expect(line.isWellFormed()).toBe(true);
    }
    expect(lineOf(file, "SUMMARY")).toBe(`SUMMARY:${name}`);
  }
});

test("an event without an end or a place has none in the calendar, and a cancelled one says so", () => {
  const event = { ...EVENT, endsAt: null, venue: null, status: "cancelled" } as const;
  const file = calendarFile({ ...ENTRY, event });
  expect(lineOf(file, "DTEND")).toBeUndefined();
  expect(lineOf(file, "LOCATION")).toBeUndefined();
  expect(lineOf(file, "STATUS")).toBe("STATUS:CANCELLED");
});

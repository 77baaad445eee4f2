import { expect, test } from "vitest";
import { type Availability, laterAvailability } from "./later-availability.ts";

const look = (eventId: string, asOf: string): Availability => ({ eventId, asOf, ticketTypes: [] });

test("an older look never replaces a later one, whichever comes first", () => {
  const older = look("e", "2026-11-14T19:00:00.900Z");
  const later = look("e", "2026-11-14T19:00:01.000Z");
  expect(laterAvailability(later, older)).toBe(later);
  expect(laterAvailability(older, later)).toBe(later);
  expect(laterAvailability(undefined, older)).toBe(older);
});

test("a look at another event replaces any", () => {
  const known = look("e", "2026-11-14T19:00:01.000Z");
  const other = look("f", "2026-11-14T19:00:00.000Z");
  expect(laterAvailability(known, other)).toBe(other);
});

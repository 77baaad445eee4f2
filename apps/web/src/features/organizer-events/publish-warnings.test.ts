import { expect, test } from "vitest";

import { publishWarnings } from "./publish-warnings.ts";

const NOW_MS = Date.parse("2030-06-01T12:00:00.000Z");
const BEFORE = "2030-06-01T11:00:00.000Z";
const AFTER = "2030-06-01T13:00:00.000Z";

const warningsOf = (
  startsAt: string,
  endsAt: string | null,
  ...salesEnds: readonly (string | null)[]
) =>
  publishWarnings(
    { startsAt, endsAt, ticketTypes: salesEnds.map((salesEndAt) => ({ salesEndAt })) },
    NOW_MS,
  );

test("an event that lies ahead and can be sold is published without a warning", () => {
  expect(warningsOf(AFTER, null, null, BEFORE)).toEqual([]);
  expect(warningsOf(AFTER, null)).toEqual([]);
});

test("a start in the past is told, with what can still be sold", () => {
  expect(warningsOf(BEFORE, AFTER, null)).toEqual(["started"]);
  expect(warningsOf(BEFORE, null, null)).toEqual(["started", "salesEnded"]);
});

test("sales that are all over are told, though the event lies ahead", () => {
  expect(warningsOf(AFTER, null, BEFORE, BEFORE)).toEqual(["salesEnded"]);
});

import { expect, test } from "vitest";

import { stateOf } from "./event-state.ts";

const START = "2026-11-28T18:00:00.000Z";
const END = "2026-11-28T23:00:00.000Z";

test.each([
  ["draft", START, null, "draft"],
  ["cancelled", START, END, "cancelled"],
  ["published", START, END, "published"],
  ["published", START, null, "ended"],
] as const)(
  "an event that is %s from %s to %s at 20:00 is %s",
  (status, startsAt, endsAt, state) => {
    expect(stateOf({ status, startsAt, endsAt }, Date.parse("2026-11-28T20:00:00.000Z"))).toBe(
      state,
    );
  },
);

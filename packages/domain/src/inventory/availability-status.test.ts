import { expect, test } from "vitest";
import { availabilityStatus, type StatusInput } from "./availability-status.ts";

const NOW = new Date("2026-06-01T12:00:00.000Z");
const LATER = new Date("2026-07-01T12:00:00.000Z");
const statusOf = (given: Partial<StatusInput>) =>
  availabilityStatus(
    {
      eventStatus: "published",
      capacity: 10,
      held: 0,
      sold: 0,
      salesStartAt: null,
      salesEndAt: null,
      eventStartsAt: LATER,
      eventEndsAt: null,
      ...given,
    },
    NOW,
  );

test.each([
  [{}, "on_sale"],
  [{ held: 4, sold: 5 }, "on_sale"],
  [{ held: 1, sold: 9 }, "all_held"],
  [{ held: 10 }, "all_held"],
  [{ sold: 10 }, "sold_out"],
  [{ capacity: 0 }, "sold_out"],
] as const)("a ticket type with %o is %s", (counters, status) => {
  expect(statusOf(counters)).toBe(status);
});

test("a cancelled event is over, whatever is left", () => {
  expect(statusOf({ eventStatus: "cancelled" })).toBe("ended");
  expect(statusOf({ eventStatus: "draft" })).toBe("on_sale");
});

test("outside the sales window what is left does not matter", () => {
  expect(statusOf({ salesStartAt: LATER })).toBe("not_started");
  expect(statusOf({ salesStartAt: LATER, sold: 10 })).toBe("not_started");
  expect(statusOf({ salesEndAt: NOW })).toBe("ended");
  expect(statusOf({ salesEndAt: NOW, held: 10 })).toBe("ended");
});

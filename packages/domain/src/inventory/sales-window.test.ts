import { expect, test } from "vitest";
import { salesEnd, salesPhase, type SalesTerms } from "./sales-window.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 5, 1, hour));
const terms = (given: Partial<SalesTerms> = {}): SalesTerms => ({
  salesStartAt: null,
  salesEndAt: null,
  eventStartsAt: at(18),
  eventEndsAt: null,
  ...given,
});

test("a sale ends at its own end, or else with the event, or else at the event's start", () => {
  expect(salesEnd(terms())).toEqual(at(18));
  expect(salesEnd(terms({ eventEndsAt: at(22) }))).toEqual(at(22));
  expect(salesEnd(terms({ eventEndsAt: at(22), salesEndAt: at(12) }))).toEqual(at(12));
});

test("the start belongs to the sale, the end does not", () => {
  const window = terms({ salesStartAt: at(8), salesEndAt: at(12) });
  const phases = [7, 8, 11, 12, 13].map((hour) => salesPhase(window, at(hour)));
  expect(phases).toEqual(["not_started", "open", "open", "ended", "ended"]);
});

test("without a start a sale is open at once", () => {
  expect(salesPhase(terms(), new Date(0))).toBe("open");
});

test("a sale that would start after its end is over", () => {
  expect(salesPhase(terms({ salesStartAt: at(20) }), at(19))).toBe("ended");
});

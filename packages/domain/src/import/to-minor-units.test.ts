import fc from "fast-check";
import { expect, it } from "vitest";
import { toMinorUnits } from "./to-minor-units.ts";

it("reads every price with two places back to the very cent, as text and as a number", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (cents) => {
      const written = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
      expect(toMinorUnits(written)).toBe(cents);
      expect(toMinorUnits(Number(written))).toBe(cents);
    }),
  );
});

it.each([
  [49, 4900],
  ["49.9", 4990],
  ["49.900", 4990],
  [" 49.90 ", 4990],
  [0, 0],
  ["0.00", 0],
])("reads %j as %i", (price, cents) => expect(toMinorUnits(price)).toBe(cents));

it.each([
  "49,90",
  "1.005",
  0.1 + 0.2,
  -1,
  "-0",
  "1e3",
  1e21,
  Infinity,
  "€5",
  "",
  " ",
  null,
  {},
  [5],
  "1.",
])("refuses %j instead of rounding or guessing", (price) => expect(toMinorUnits(price)).toBeNull());

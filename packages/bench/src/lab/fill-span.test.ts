import { expect, test } from "vitest";
import { spanSecondsOf, stepSecondsOf } from "./fill-span.ts";

const MINUTE_SECONDS = 60;

/** As the statement that fills does, from a moment that is no whole minute. */
function minutesOf(rows: number, overSeconds: number): Set<number> {
  const step = stepSecondsOf(rows, overSeconds);
  const nowSeconds = 1_000_017;
  const made = Array.from(
    { length: rows },
    (_, index) => nowSeconds - (((index + 1) * step) % overSeconds),
  );
  return new Set(made.map((second) => Math.floor(second / MINUTE_SECONDS)));
}

test.each([
  ["a quick run", 200, 20_000],
  ["a whole run", 10_000, 1_000_000],
  ["a small one", 70, 7_000],
  ["one row a second", 86_400, 864_000],
])("few rows span the same minutes as many in %s", (_, few, many) => {
  const overSeconds = spanSecondsOf(few);
  const [least, most] = [minutesOf(few, overSeconds).size, minutesOf(many, overSeconds).size];
  // The first and the last minute may be cut.
  expect(most - least).toBeLessThanOrEqual(1);
  expect(least).toBeGreaterThanOrEqual(Math.floor(overSeconds / MINUTE_SECONDS));
});

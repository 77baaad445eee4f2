import { expect, test } from "vitest";
import { besideLoadFailure } from "./beside-load-failure.ts";

const loadOf = (p99: number, { slipped = 0, shed = 0 } = {}) => ({
  load: {
    slipMs: slipped === 0 ? 3 : 140,
    slipped,
    statuses: { "200": 1_000, "503": shed },
    latencyMs: { p50: 1, p90: 2, p99, p999: p99, max: p99 },
  },
});
const well = { calm: loadOf(40), busy: loadOf(79), releasedAfterMs: 4_999 };

test("nothing failed where all is as it must be", () => {
  expect(besideLoadFailure(well)).toBeUndefined();
  expect(besideLoadFailure({ ...well, busy: loadOf(79, { shed: 1 }) })).toBeUndefined();
});

test.each([
  [
    "the load before fell behind",
    { calm: loadOf(40, { slipped: 1 }) },
    "schedule before slipped by 140 ms",
  ],
  [
    "the load meanwhile fell behind",
    { busy: loadOf(41, { slipped: 9 }) },
    "schedule meanwhile slipped",
  ],
  ["a load is not known", { busy: {} }, "schedule meanwhile is not known"],
  ["they came back late", { releasedAfterMs: 5_000 }, "back on sale after 5000 ms"],
  ["nobody knows when they came back", { releasedAfterMs: Number.NaN }, "back on sale after NaN"],
  ["the p99 doubled and more", { busy: loadOf(81) }, "p99 meanwhile is 2.02 times"],
  ["buyers were turned away", { busy: loadOf(41, { shed: 2 }) }, "2 of 1002 were turned away"],
  ["the p99 is not known", { calm: loadOf(Number.NaN) }, "p99 meanwhile is NaN"],
])("the run failed where %s", (_, changes, why) => {
  expect(besideLoadFailure({ ...well, ...changes })).toContain(why);
});

import { test } from "vitest";
import { race } from "../src/rows/race.ts";
import { expectRow } from "./expect-row.ts";

test("of 200 buyers who race for the last 1, 10 and 100 tickets exactly these get one", () =>
  expectRow(race));

import { test } from "vitest";
import { histories } from "../src/rows/histories.ts";
import { expectRow, ROW_TIMEOUT_MS } from "./expect-row.ts";

test(
  "a random history with random faults leaves replies and rows that obey every invariant",
  () => expectRow(histories),
  ROW_TIMEOUT_MS,
);

import { test } from "vitest";
import { cancelledEvent } from "../src/rows/cancelled-event.ts";
import { histories } from "../src/rows/histories.ts";
import { expectRow, ROW_TIMEOUT_MS } from "./expect-row.ts";

test(
  "a random history with random faults leaves replies and rows that obey every invariant",
  () => expectRow(histories),
  ROW_TIMEOUT_MS,
);

test(
  "an event that is cancelled while its buyers pay sells nothing more, and gives all the money back",
  () => expectRow(cancelledEvent),
  ROW_TIMEOUT_MS,
);

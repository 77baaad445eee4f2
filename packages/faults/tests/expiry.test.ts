import { describe, test } from "vitest";
import { clocks } from "../src/rows/clocks.ts";
import { redis } from "../src/rows/redis.ts";
import { expectRow, ROW_TIMEOUT_MS } from "./expect-row.ts";

describe.concurrent("a hold ends neither early nor late", { timeout: ROW_TIMEOUT_MS }, () => {
  test("whatever the clocks of API and worker show", () => expectRow(clocks));

  test("whatever befalls Redis, and buyers notice nothing", () => expectRow(redis));
});

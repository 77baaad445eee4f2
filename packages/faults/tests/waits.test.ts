import { describe, test } from "vitest";
import { clocks } from "../src/rows/clocks.ts";
import { gateway } from "../src/rows/gateway.ts";
import { postgresFrozen } from "../src/rows/postgres-frozen.ts";
import { redis } from "../src/rows/redis.ts";
import { worker } from "../src/rows/worker.ts";
import { expectRow, ROW_TIMEOUT_MS } from "./expect-row.ts";

// All of them together, for most of it is waiting.
describe.concurrent("in the end", { timeout: ROW_TIMEOUT_MS }, () => {
  test("every reservation is what its gateway says, and the ledgers agree to the cent", () =>
    expectRow(gateway));

  test("holds whose release a worker was in the middle of are released once", () =>
    expectRow(worker));

  test("a frozen PostgreSQL is told of in time, and sells within 5 s of its thaw", () =>
    expectRow(postgresFrozen));
});

describe.concurrent("a hold ends neither early nor late", { timeout: ROW_TIMEOUT_MS }, () => {
  test("whatever the clocks of API and worker show", () => expectRow(clocks));

  test("whatever befalls Redis, and buyers notice nothing", () => expectRow(redis));
});

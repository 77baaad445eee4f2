import { describe, test } from "vitest";
import { gateway } from "../src/rows/gateway.ts";
import { postgresFrozen } from "../src/rows/postgres-frozen.ts";
import { worker } from "../src/rows/worker.ts";
import { expectRow, ROW_TIMEOUT_MS } from "./expect-row.ts";

// Together, for most of it is waiting.
describe.concurrent("in the end", { timeout: ROW_TIMEOUT_MS }, () => {
  test("every reservation is what its gateway says, and the ledgers agree to the cent", () =>
    expectRow(gateway));

  test("holds whose release a worker was in the middle of are released once", () =>
    expectRow(worker));

  test("a frozen PostgreSQL is told of in time, and sells within 5 s of its thaw", () =>
    expectRow(postgresFrozen));
});

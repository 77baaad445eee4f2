import { describe, test } from "vitest";
import { postgresKilled } from "../src/rows/postgres-killed.ts";
import { race } from "../src/rows/race.ts";
import { rollingRestart } from "../src/rows/rolling-restart.ts";
import { expectRow, ROW_TIMEOUT_MS } from "./expect-row.ts";

describe("a crowd", { timeout: ROW_TIMEOUT_MS }, () => {
  test("of 200 buyers gets exactly the last 1, 10 and 100 tickets", () => expectRow(race));

  test("loses nothing that it was told when PostgreSQL is killed, and buys again within 5 s", () =>
    expectRow(postgresKilled));

  test("notices nothing when the processes that serve it are replaced", () =>
    expectRow(rollingRestart));
});

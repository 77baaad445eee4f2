import { describe, test } from "vitest";
import { cutConnection } from "../src/rows/cut-connection.ts";
import { killedApi } from "../src/rows/killed-api.ts";
import { expectRow, ROW_TIMEOUT_MS } from "./expect-row.ts";

describe("a call made again with its key has one effect", { timeout: ROW_TIMEOUT_MS }, () => {
  test("wherever the process that took it was killed", () => expectRow(killedApi));

  test("wherever the connection to the database was cut", () => expectRow(cutConnection));
});

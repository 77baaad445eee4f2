import { testServer } from "@stampede/testing/database";
import { query } from "@stampede/testing/query";
import { expect, test } from "vitest";
import type { Row } from "../src/row.ts";
import { runRow } from "../src/run-row.ts";
import { expectThat } from "../src/stage/findings.ts";
import { openSale } from "../src/stage/shop.ts";
import type { Stage } from "../src/stage/stage.ts";
import { ROW_TIMEOUT_MS } from "./expect-row.ts";

const rowOf = (run: (stage: Stage) => Promise<void>): Row => ({
  name: "broken",
  fault: "a promise that is not kept",
  promise: "it is told",
  run,
});

const violationsOf = async (run: Row["run"]): Promise<string[]> => {
  const options = { server: testServer(), scale: "short", seed: 1 } as const;
  return (await runRow(rowOf(run), options)).violations;
};

test("a promise that is not kept is told, and so is a row that breaks off", async () => {
  const violations = await violationsOf(async ({ findings }) => {
    expectThat(findings, true, "this was kept");
    expectThat(findings, false, "this was not");
    throw new Error("no more", { cause: new Error("the disk is full") });
  });
  expect(violations).toEqual(["this was not", "it broke off: no more (the disk is full)"]);
});

test(
  "a database that breaks an invariant is told of, and the processes are gone",
  async () => {
    const pids: number[] = [];
    const violations = await violationsOf(async (stage) => {
      const databaseUrl = await stage.database();
      const api = await stage.api(databaseUrl);
      pids.push(api.pid);
      await openSale(api.url, 10);
      await query(databaseUrl, "UPDATE inventory SET held = 1");
    });
    expect(violations).toEqual([
      expect.stringMatching(/^held and sold equal .*: 1 rows, such as /),
      expect.stringMatching(/^each hold's tickets go back .*: 1 rows, such as /),
    ]);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  },
  ROW_TIMEOUT_MS,
);

import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROCEDURE_PATHS } from "../router-procedures.ts";
import { startTestApi, type TestApi } from "../test-api.ts";
import { fuzzProcedure } from "./fuzz-procedure.ts";
import { failureOf } from "./report.ts";
import { type Scene, setScene } from "./scene.ts";

const CASES = 200;
/** Far above what the cases of a procedure take on a busy machine. */
const PROCEDURE_MS_MAX = 180_000;
const HOLD_SECONDS = "86400";

const accepted = new Set<string>();
let api: TestApi;
let scene: Scene;
beforeAll(async () => {
  api = await startTestApi({ HOLD_SECONDS });
  scene = await setScene(api);
});
afterAll(() => api[Symbol.asyncDispose]());

test.each(PROCEDURE_PATHS)(
  "%s refuses what it must and changes what it may, whatever it is sent",
  async (path) => {
    const report = await fuzzProcedure(scene, path, { cases: CASES, seed: randomInt(2 ** 31 - 1) });
    expect(failureOf(report)).toBeUndefined();
    expect(report.cases).toBe(CASES);
    if ((report.outcomes.get("2xx") ?? 0) > 0) accepted.add(path);
  },
  PROCEDURE_MS_MAX,
);

test("what is sent is often enough what a procedure accepts", () => {
  // Nothing is proven by calls that are all refused by the first check.
  expect(accepted.size).toBeGreaterThan(PROCEDURE_PATHS.length * 0.8);
});

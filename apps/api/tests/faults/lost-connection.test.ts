import { createTestDatabase } from "@stampede/testing/database";
import type { AppProcess } from "@stampede/testing/processes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectInvariants, startApi } from "./stage.ts";
import { interruptAt, STEPS } from "./steps.ts";
import { openWireTrap, type WireTrap } from "./wire-trap.ts";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let trap: WireTrap;
let app: AppProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  trap = await openWireTrap(database.url);
  app = await startApi(trap.url);
});
afterAll(async () => {
  await app.stop();
  await trap[Symbol.asyncDispose]();
  await database.drop();
});

test.each(STEPS)("a connection cut $when leaves one effect, and no fault shows", async (step) => {
  const reply = await interruptAt(step, {
    trap,
    databaseUrl: database.url,
    urls: { victim: app.url, survivor: app.url },
    strike: async () => trap.cut(),
  });
  const answer = reply?.status === 200 ? "OK" : reply?.error().reason;
  expect(["OK", "UNAVAILABLE", "PAYMENT_PENDING"]).toContain(answer);
  await expectInvariants(database.url);
});

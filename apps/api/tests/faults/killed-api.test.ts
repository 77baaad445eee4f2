import { randomInt } from "node:crypto";
import { createTestDatabase } from "@stampede/testing/database";
import type { AppProcess } from "@stampede/testing/processes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAsTold, expectInvariants, openSale, startApi, startCrowd } from "./stage.ts";
import { interruptAt, STEPS } from "./steps.ts";
import { openWireTrap } from "./wire-trap.ts";

const TEST_TIMEOUT_MS = 60_000;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let survivor: AppProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  survivor = await startApi(database.url);
});
afterAll(async () => {
  await survivor.stop();
  await database.drop();
});

describe("an API that is killed", () => {
  test.each(STEPS)("$when leaves one effect, for another to tell of", async (step) => {
    await using trap = await openWireTrap(database.url);
    await using victim = await startApi(trap.url);
    const reply = await interruptAt(step, {
      trap,
      databaseUrl: database.url,
      urls: { victim: victim.url, survivor: survivor.url },
      strike: async () => {
        await victim.kill();
        trap.cut();
      },
    });
    expect(reply).toBeUndefined();
    await expectInvariants(database.url);
  });

  test(
    "again and again under load loses nothing that a buyer was told",
    async () => {
      let victim = await startApi(database.url);
      try {
        const sale = await openSale(survivor.url, 100_000);
        let attempts = 0;
        const crowd = startCrowd({
          databaseUrl: database.url,
          sale,
          width: 10,
          urlOf: (place) => ((place + attempts++) % 2 === 0 ? survivor.url : victim.url),
        });
        for (let round = 1; round <= 2; round++) {
          await crowd.served(10 + randomInt(20));
          await victim.kill();
          victim = await startApi(database.url);
        }
        await crowd.stop();
        await expectAsTold(database.url, sale, crowd);
        await expectInvariants(database.url);
      } finally {
        await victim.stop();
      }
    },
    TEST_TIMEOUT_MS,
  );
});

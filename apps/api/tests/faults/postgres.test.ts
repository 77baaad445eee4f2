import { type TestPostgres, startTestPostgres } from "@stampede/testing/postgres";
import { createTestDatabase } from "@stampede/testing/database";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call } from "../call.ts";
import {
  expectAsTold,
  expectInvariants,
  heldOf,
  openSale,
  payCall,
  query,
  read,
  reserveCall,
  startApi,
  startCrowd,
} from "./stage.ts";

const CAPACITY = 100_000;
const CROWD_WIDTH = 10;
const BACK_MS_MAX = 5_000;
const TOLD_MS_MAX = 2_000;
/** As long as several deadlines one after the other. */
const FROZEN_MS = 3_000;
const TEST_TIMEOUT_MS = 40_000;

test("connections that the server ends under load are replaced, and nothing told is lost", async () => {
  await using database = await createTestDatabase();
  await using app = await startApi(database.url);
  const sale = await openSale(app.url, CAPACITY);
  const crowd = startCrowd({
    databaseUrl: database.url,
    sale,
    width: CROWD_WIDTH,
    urlOf: () => app.url,
  });
  for (let round = 1; round <= 3; round++) {
    await crowd.served(10);
    await query(
      database.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'stampede-api'`,
    );
  }
  await crowd.served(10);
  await crowd.stop();
  await expectAsTold(database.url, sale, crowd);
  await expectInvariants(database.url);
});

describe("a PostgreSQL of its own", { timeout: TEST_TIMEOUT_MS }, () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());

  test("that is killed and started again under load loses nothing told, and sells within 5 s", async () => {
    await using app = await startApi(postgres.url);
    const sale = await openSale(app.url, CAPACITY);
    const crowd = startCrowd({
      databaseUrl: postgres.url,
      sale,
      width: CROWD_WIDTH,
      urlOf: () => app.url,
    });
    for (let round = 1; round <= 2; round++) {
      await crowd.served(20);
      await postgres.kill();
      await postgres.restart();
      const backAt = performance.now();
      await crowd.served(1);
      expect(performance.now() - backAt).toBeLessThan(BACK_MS_MAX);
    }
    await crowd.stop();
    await expectAsTold(postgres.url, sale, crowd);
    await expectInvariants(postgres.url);
  });

  test("that is frozen is answered for within 2 s with word when to come again, and sells within 5 s of its thaw", async () => {
    await using app = await startApi(postgres.url);
    const sale = await openSale(app.url, CAPACITY);
    const mine = heldOf(await call(app.url, "reservations.create", reserveCall(sale)));
    const calls = [
      () => call(app.url, "reservations.create", reserveCall(sale)),
      () => call(app.url, "reservations.pay", payCall(mine)),
      () => call(app.url, "events.list"),
      () => call(app.url, "events.availability", { input: { eventId: sale.eventId } }),
    ];

    await postgres.freeze();
    const thawAt = performance.now() + FROZEN_MS;
    try {
      const askUntilThaw = async (ask: (typeof calls)[number]): Promise<void> => {
        while (performance.now() < thawAt) {
          const startedAt = performance.now();
          const reply = await ask();
          expect(reply.error()).toMatchObject({ reason: "UNAVAILABLE", httpStatus: 503 });
          expect(reply.headers.get("retry-after")).toMatch(/^[12]$/);
          expect(performance.now() - startedAt).toBeLessThan(TOLD_MS_MAX);
        }
      };
      await Promise.all(calls.map(askUntilThaw));
    } finally {
      postgres.thaw();
    }

    await waitFor(
      async () => (await Promise.all(calls.map((ask) => ask()))).every((r) => r.status === 200),
      { timeoutMs: BACK_MS_MAX, describe: "every call to succeed" },
    );
    expect((await read(app.url, mine)).status).toBe("paid");
    await expectInvariants(postgres.url);
  });
});

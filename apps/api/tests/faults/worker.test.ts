import { openDatabase } from "@stampede/db/client";
import { migrateQueues } from "@stampede/jobs/migrate-queues";
import { createTestDatabase } from "@stampede/testing/database";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { call } from "../call.ts";
import { expectInvariants, heldOf, openSale, reserveCall, startApi, startWorker } from "./stage.ts";

const HOLDS = 20;
const RELEASED_MS_MAX = 10_000;
const TEST_TIMEOUT_MS = 60_000;
const QUEUE = { QUEUE_BACKEND: "postgres" };

const IS_WAITING = `
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'stampede-worker'
    AND wait_event_type = 'Lock'`;

test.each(["SIGKILL", "SIGSTOP"] as const)(
  "holds whose release a worker is in the middle of at %s are released once, by another, within 10 s",
  async (signal) => {
    await using database = await createTestDatabase();
    await migrateQueues({ connectionString: database.url });
    await using processes = new AsyncDisposableStack();
    await using worker = await startWorker(database.url, QUEUE);
    await using api = await startApi(database.url, { ...QUEUE, HOLD_SECONDS: "2" });
    const sale = await openSale(api.url, HOLDS);
    const db = openDatabase({ connectionString: database.url, applicationName: "test" });
    const lock = await db.pool.connect();
    try {
      for (let hold = 1; hold <= HOLDS; hold++) {
        heldOf(await call(api.url, "reservations.create", reserveCall(sale)));
      }
      // A release has ended the holds when it comes to their counters, where it is made to wait.
      await lock.query("SET idle_in_transaction_session_timeout = 0");
      await lock.query("BEGIN");
      await lock.query("SELECT FROM inventory FOR UPDATE");
      await waitFor(async () => (await db.pool.query(IS_WAITING)).rowCount, {
        describe: "the worker to be in the middle of a release",
      });
      await worker.kill(signal);
      await lock.query("ROLLBACK");
      const struckAt = performance.now();

      processes.use(await startWorker(database.url, QUEUE));
      await waitFor(
        async () => {
          const { rows } = await db.pool.query("SELECT held, sold FROM inventory");
          return rows[0]?.held === 0 && rows[0]?.sold === 0;
        },
        { timeoutMs: RELEASED_MS_MAX, describe: "the release" },
      );
      expect(performance.now() - struckAt).toBeLessThan(RELEASED_MS_MAX);
      // It goes on where it was, and must find nothing to do.
      if (signal === "SIGSTOP") {
        await worker.kill("SIGCONT");
        await worker.kill("SIGTERM");
      }
      for (let hold = 1; hold <= HOLDS; hold++) {
        heldOf(await call(api.url, "reservations.create", reserveCall(sale)));
      }
      await expectInvariants(database.url);
    } finally {
      lock.release(true);
      await db.close();
    }
  },
  TEST_TIMEOUT_MS,
);

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@stampede/db/client";
import { createDomainContext } from "@stampede/domain/create-context";
import { createEvent } from "@stampede/domain/events/create-event";
import { publishEvent } from "@stampede/domain/events/publish-event";
import { createEventInput } from "@stampede/domain/events/shapes";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { createSimulatedGateway } from "@stampede/domain/payments/simulated-gateway";
import { reserve } from "@stampede/domain/reservations/reserve";
import { createAlarms } from "@stampede/jobs/alarms";
import type { QueueBackend } from "@stampede/jobs/backend";
import { migrateQueues } from "@stampede/jobs/migrate-queues";
import { findFreePort } from "@stampede/embedded/free-port";
import { createTestDatabase } from "@stampede/testing/database";
import { type AppProcess, runApp, spawnApp } from "@stampede/testing/processes";
import { startTestRedis } from "@stampede/testing/redis";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";

const ENTRY = "apps/worker/src/main.ts";
const HOLD_SECONDS = 2;
const DAY_MS = 86_400_000;
const TEST_TIMEOUT_MS = 60_000;
/** Several processes start at once here, beside other tests. */
const START_MS_MAX = 30_000;
type OnTestFinished = TestContext["onTestFinished"];
const silent = { warn: () => undefined, error: () => undefined };

/** A shop with one event of which two tickets are to be had, in a database of its own. */
async function openShop(
  backendOf: (databaseUrl: string) => QueueBackend,
  onTestFinished: OnTestFinished,
) {
  const database = await createTestDatabase();
  await migrateQueues({ connectionString: database.url });
  const db = openDatabase({ connectionString: database.url, applicationName: "test" });
  const alarms = createAlarms({ backend: backendOf(database.url), log: silent });
  const ctx = createDomainContext({
    db,
    alarms,
    gateway: createSimulatedGateway(db),
    appSecrets: ["a secret of 32 characters or more for tests"],
    holdSeconds: HOLD_SECONDS,
    log: silent,
  });
  onTestFinished(async () => {
    await ctx.close();
    await alarms.close();
    await db.close();
    await database.drop();
  });
  const organizer = await ensureOrganizer(ctx, { slug: "test", name: "Test" });
  const input = createEventInput.parse({
    name: "A concert",
    startsAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    timezone: "Europe/Warsaw",
    ticketTypes: [{ name: "VIP", capacity: 2, price: { amount: 4_900, currency: "EUR" } }],
  });
  const { id: eventId } = await createEvent(ctx, input, organizer);
  const event = await publishEvent(ctx, { eventId }, organizer);
  const items = event.ticketTypes.map(({ id }) => ({ ticketTypeId: id, quantity: 2 }));
  return {
    url: database.url,
    db,
    /** Holds both tickets; gives the end of the hold, milliseconds since 1970 UTC. */
    async hold(): Promise<number> {
      const customer = { email: "buyer@example.com" };
      const idempotencyKey = crypto.randomUUID();
      const { reservation } = await reserve(ctx, { eventId, items, customer, idempotencyKey });
      return Date.parse(reservation.expiresAt);
    },
    async held(): Promise<number> {
      const { rows } = await db.pool.query<{ held: number }>("SELECT held FROM inventory");
      return rows[0]?.held ?? NaN;
    },
  };
}

async function spawnWorker(
  env: Record<string, string | undefined>,
  onTestFinished: OnTestFinished,
): Promise<AppProcess> {
  const port = env["HEALTH_PORT"] === undefined ? {} : { PORT: env["HEALTH_PORT"] };
  const worker = await spawnApp({
    entry: ENTRY,
    env: { REDIS_URL: undefined, QUEUE_BACKEND: undefined, LOG_LEVEL: "info", ...port, ...env },
  });
  onTestFinished(() => worker.stop());
  return worker;
}

const takesJobs = (worker: AppProcess) =>
  waitFor(() => worker.output().includes("taking jobs"), {
    timeoutMs: START_MS_MAX,
    describe: () => worker.output(),
  });

/** Waits until nothing is held, and says how late that is, in milliseconds. */
async function lateness(shop: { held(): Promise<number> }, dueMs: number): Promise<number> {
  await waitFor(async () => (await shop.held()) === 0, { describe: "the release" });
  return Date.now() - dueMs;
}

describe("a due hold", { timeout: TEST_TIMEOUT_MS }, () => {
  test("is released within 2 s with Redis, and within 10 s of its loss", async ({
    onTestFinished,
  }) => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    const shop = await openShop(() => ({ kind: "redis", url: redis.url }), onTestFinished);
    const worker = await spawnWorker(
      { DATABASE_URL: shop.url, REDIS_URL: redis.url },
      onTestFinished,
    );
    await takesJobs(worker);

    const late = await lateness(shop, await shop.hold());
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(2_000);

    const dueMs = await shop.hold();
    await redis.kill();
    expect(await lateness(shop, dueMs)).toBeLessThan(10_000);
  });

  test("is released within 5 s with PostgreSQL alone, also after its connections were cut", async ({
    onTestFinished,
  }) => {
    const shop = await openShop(
      (connectionString) => ({ kind: "postgres", connectionString }),
      onTestFinished,
    );
    const worker = await spawnWorker({ DATABASE_URL: shop.url }, onTestFinished);
    await takesJobs(worker);

    const late = await lateness(shop, await shop.hold());
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(5_000);

    const dueMs = await shop.hold();
    await shop.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    expect(await lateness(shop, dueMs)).toBeLessThan(10_000);
  });

  test("is released once when two workers race for it", async ({ onTestFinished }) => {
    const shop = await openShop(
      (connectionString) => ({ kind: "postgres", connectionString }),
      onTestFinished,
    );
    const workers = [
      await spawnWorker({ DATABASE_URL: shop.url }, onTestFinished),
      await spawnWorker({ DATABASE_URL: shop.url }, onTestFinished),
    ];
    await Promise.all(workers.map(takesJobs));

    for (let round = 1; round <= 2; round++) {
      await lateness(shop, await shop.hold());
      const { rows } = await shop.db.pool.query("SELECT held, sold FROM inventory");
      expect(rows).toEqual([{ held: 0, sold: 0 }]);
    }
  });
});

describe.concurrent("the process", { timeout: TEST_TIMEOUT_MS }, () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateQueues({ connectionString: database.url });
  });
  afterAll(() => database.drop());

  test("ends with status 0 on SIGTERM and on SIGINT", async ({ onTestFinished }) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const worker = await spawnWorker({ DATABASE_URL: database.url }, onTestFinished);
      await takesJobs(worker);
      await worker.kill(signal);
      expect(await worker.exited).toBe(0);
      expect(worker.output()).toContain("ended");
    }
  });

  test("ends in time on SIGTERM while Redis is frozen", async ({ onTestFinished }) => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    const worker = await spawnWorker(
      { DATABASE_URL: database.url, REDIS_URL: redis.url },
      onTestFinished,
    );
    await takesJobs(worker);
    redis.freeze();
    const before = performance.now();
    await worker.kill("SIGTERM");
    expect(await worker.exited).toBe(0);
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  test("ends when its parent is gone", async ({ onTestFinished }) => {
    const entry = fileURLToPath(new URL("../src/main.ts", import.meta.url));
    const child = fork(entry, {
      env: { DATABASE_URL: database.url },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    await waitFor(() => output.includes("taking jobs"), { timeoutMs: START_MS_MAX });
    child.disconnect();
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  test("tells that it is healthy once it has swept", async ({ onTestFinished }) => {
    const healthy = await spawnWorker(
      {
        DATABASE_URL: database.url,
        HEALTH_PORT: String(await findFreePort()),
      },
      onTestFinished,
    );
    await expect(healthy.ready("/healthz")).resolves.toBeUndefined();
  });

  test("verifies the invariants by itself, tells its metrics, and logs what is broken", async ({
    onTestFinished,
  }) => {
    const shop = await openShop(
      (connectionString) => ({ kind: "postgres", connectionString }),
      onTestFinished,
    );
    await shop.db.pool.query("UPDATE inventory SET sold = 1");
    const port = await findFreePort();
    const worker = await spawnWorker(
      { DATABASE_URL: shop.url, HEALTH_PORT: String(port) },
      onTestFinished,
    );
    await waitFor(() => worker.output().includes("is broken: held and sold equal"), {
      timeoutMs: START_MS_MAX,
      describe: () => worker.output(),
    });
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('stampede_invariant_broken_rows{invariant="2"} 1');
    expect(metrics).toContain('stampede_invariant_broken_rows{invariant="8"} 0');
    expect(metrics).toMatch(/^stampede_invariant_check_duration_seconds \d+(?:\.\d+)?$/mu);
    expect(metrics).toContain('stampede_money_pending{kind="refund_refused"} 0');
  });

  test("refuses to start with a wrong value, and says so in one line", async () => {
    const { status, output } = await runApp({
      entry: ENTRY,
      env: { DATABASE_URL: database.url, REDIS_URL: undefined, LOG_LEVEL: "loud" },
    });
    expect(status).toBe(1);
    expect(output).toMatch(/^[^\n]*LOG_LEVEL[^\n]*\n$/);
  });

  test("refuses to start without its database, and says so in one line", async () => {
    const { status, output } = await runApp({
      entry: ENTRY,
      env: { DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing", REDIS_URL: undefined },
    });
    expect(status).toBe(1);
    expect(output).toMatch(/^[^\n]*DATABASE_URL[^\n]*\n$/);
  });
});

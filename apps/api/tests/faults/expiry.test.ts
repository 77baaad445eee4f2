import { migrateQueues } from "@stampede/jobs/migrate-queues";
import { createTestDatabase } from "@stampede/testing/database";
import { startTestRedis } from "@stampede/testing/redis";
import { waitFor } from "@stampede/testing/wait-for";
import { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { call } from "../call.ts";
import {
  expectInvariants,
  heldOf,
  openSale,
  payCall,
  query,
  reserveCall,
  type Sale,
  startApi,
  startCrowd,
  startWorker,
} from "./stage.ts";

const HOLD_SECONDS = 3;
const SHORT = { HOLD_SECONDS: String(HOLD_SECONDS) };
const SOON_MS_MAX = 5_000;
const LATE_MS_MAX = 10_000;
const UNNOTICED_MS_MAX = 1_500;
const TEN_MINUTES_MS = 600_000;
const TEST_TIMEOUT_MS = 60_000;

/** A database, and what processes are told of it and of a queue on one of the backends. */
async function openBackend(kind: "redis" | "postgres") {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const { url } = database;
  if (kind === "postgres") {
    await migrateQueues({ connectionString: url });
    const env = { QUEUE_BACKEND: "postgres", REDIS_URL: undefined };
    return Object.assign(resources.move(), { url, env, redis: undefined });
  }
  const redis = resources.use(await startTestRedis());
  const env = { QUEUE_BACKEND: "redis", REDIS_URL: redis.url };
  return Object.assign(resources.move(), { url, env, redis });
}

/** Holds a ticket until it has expired, and says how late that was by the database's clock, in ms. */
async function latenessOfOne(url: string, databaseUrl: string, sale: Sale): Promise<number> {
  const mine = heldOf(await call(url, "reservations.create", reserveCall(sale)));
  const expired = await waitFor(
    async () => {
      const [row] = await query<{ ms: number }>(
        databaseUrl,
        `SELECT (extract(epoch FROM closed_at - expires_at) * 1000)::int AS ms
         FROM reservations WHERE id = $1 AND status = 'expired'`,
        [mine.reservationId],
      );
      return row;
    },
    { timeoutMs: HOLD_SECONDS * 1_000 + LATE_MS_MAX, describe: "the hold to expire" },
  );
  const reply = await call(url, "reservations.pay", payCall(mine));
  expect(reply.error().reason).toBe("RESERVATION_EXPIRED");
  return expired.ms;
}

function clockOffBy(ms: number): { NODE_OPTIONS: string } {
  const preload = new URL("./shift-clock.ts", import.meta.url);
  preload.searchParams.set("ms", String(ms));
  return { NODE_OPTIONS: `--import=${preload.href}` };
}

describe.concurrent("a due hold", { timeout: TEST_TIMEOUT_MS }, () => {
  test.each(["postgres", "redis"] as const)(
    "is released soon after it is due and can no longer be paid, with the queue on %s",
    async (kind) => {
      await using backend = await openBackend(kind);
      await using api = await startApi(backend.url, { ...SHORT, ...backend.env });
      backend.use(await startWorker(backend.url, backend.env));
      const sale = await openSale(api.url, 1);
      const lateMs = await latenessOfOne(api.url, backend.url, sale);
      expect(lateMs).toBeGreaterThanOrEqual(0);
      expect(lateMs).toBeLessThan(SOON_MS_MAX);
      await expectInvariants(backend.url);
    },
  );

  // With a wrong clock alarms go off far too early or far too late; the sweep is what is left.
  test.each([
    { kind: "redis", apiMs: TEN_MINUTES_MS, workerMs: -TEN_MINUTES_MS },
    { kind: "postgres", apiMs: -TEN_MINUTES_MS, workerMs: TEN_MINUTES_MS },
  ] as const)(
    "ends neither early nor late when the API's clock is off by $apiMs ms and the worker's by $workerMs ms, on $kind",
    async ({ kind, apiMs, workerMs }) => {
      await using backend = await openBackend(kind);
      const { url, env } = backend;
      await using worker = await startWorker(url, { ...env, ...clockOffBy(workerMs) });
      const shownMs = Date.parse(/"time":"([^"]+)"/.exec(worker.output())?.[1] ?? "");
      expect(Math.abs(shownMs - workerMs - Date.now())).toBeLessThan(TEST_TIMEOUT_MS);
      await using api = await startApi(url, { ...env, ...SHORT, ...clockOffBy(apiMs) });
      const sale = await openSale(api.url, 1);
      const lateMs = await latenessOfOne(api.url, url, sale);
      expect(lateMs).toBeGreaterThanOrEqual(0);
      expect(lateMs).toBeLessThan(LATE_MS_MAX);
      // While it lasts it is not taken for over either.
      const mine = heldOf(await call(api.url, "reservations.create", reserveCall(sale)));
      expect((await call(api.url, "reservations.pay", payCall(mine))).status).toBe(200);
      await expectInvariants(url);
    },
  );

  test("ends at most 10 s late when Redis is flushed, frozen and killed, and buyers notice nothing", async () => {
    await using backend = await openBackend("redis");
    const { url, redis } = backend;
    const env = { ...backend.env, RATE_LIMITS: "on", TRUSTED_PROXIES: "127.0.0.1" };
    backend.use(await startWorker(url, backend.env));
    await using api = await startApi(url, env);
    await using brief = await startApi(url, { ...env, ...SHORT });
    const sale = await openSale(api.url, 100_000);
    const scarce = await openSale(api.url, 1);
    const client = new Redis(redis?.url ?? "", { lazyConnect: true });
    client.on("error", () => undefined);
    await client.connect();
    const crowd = startCrowd({ databaseUrl: url, sale, width: 4, urlOf: () => api.url });
    try {
      const strikes = [() => client.flushall(), () => redis?.freeze(), () => redis?.kill()];
      for (const strike of strikes) {
        await crowd.served(5);
        await strike();
        const startedAt = performance.now();
        const reply = await call(api.url, "reservations.create", reserveCall(sale));
        expect(reply.status).toBe(200);
        expect(performance.now() - startedAt).toBeLessThan(UNNOTICED_MS_MAX);
        await crowd.served(5);
      }
      expect(await latenessOfOne(brief.url, url, scarce)).toBeLessThan(LATE_MS_MAX);
    } finally {
      client.disconnect();
      await crowd.stop();
    }
    await expectInvariants(url);
  });
});

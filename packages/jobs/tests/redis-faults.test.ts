import { startTestRedis, type TestRedis } from "@stampede/testing/redis";
import { waitFor } from "@stampede/testing/wait-for";
import { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { QUEUE_NAME, QUEUE_PREFIX, type QueueBackend } from "../src/backend.ts";
import {
  expectAlarms,
  LATE_MS_MAX,
  type OnTestFinished,
  openAlarms,
  recordingLog,
  runWorkers,
  slowestOfThousand,
  expectSweeps,
} from "./harness.ts";

const TEST_TIMEOUT_MS = 60_000;
/** Far below every timeout that a blocked call would have to wait for. */
const CALL_MS_MAX = 250;

async function redis(
  onTestFinished: OnTestFinished,
): Promise<{ server: TestRedis; backend: QueueBackend; client: Redis }> {
  const server = await startTestRedis();
  const client = new Redis(server.url, { lazyConnect: true });
  client.on("error", () => undefined);
  onTestFinished(async () => {
    client.disconnect();
    await server.stop();
  });
  return { server, client, backend: { kind: "redis", url: server.url } };
}

describe.concurrent("Redis", { timeout: TEST_TIMEOUT_MS }, () => {
  test("killed: setting an alarm costs nothing, sweeps go on, and its return is noticed", async ({
    onTestFinished,
  }) => {
    const { server, backend } = await redis(onTestFinished);
    const { log, warnings } = recordingLog();
    const { ran } = runWorkers(backend, onTestFinished);
    const alarms = openAlarms(backend, onTestFinished, log);
    await expectAlarms(alarms, ran);
    warnings.length = 0;

    await server.kill();
    await expectSweeps(ran);
    expect(slowestOfThousand(alarms)).toBeLessThan(CALL_MS_MAX);
    expect(warnings.length).toBeLessThan(3);

    await server.restart();
    await expectAlarms(alarms, ran);
    await expectSweeps(ran);
  });

  test("frozen: setting an alarm costs nothing, sweeps go on, and its thaw is noticed", async ({
    onTestFinished,
  }) => {
    const { server, backend } = await redis(onTestFinished);
    const { ran } = runWorkers(backend, onTestFinished);
    const alarms = openAlarms(backend, onTestFinished);
    await expectAlarms(alarms, ran);

    server.freeze();
    expect(slowestOfThousand(alarms)).toBeLessThan(CALL_MS_MAX);
    await expectSweeps(ran);
    expect(slowestOfThousand(alarms)).toBeLessThan(CALL_MS_MAX);

    server.thaw();
    await expectAlarms(alarms, ran);
    await expectSweeps(ran);
  });

  test("frozen: a worker still ends within its bound", async ({ onTestFinished }) => {
    const { server, backend } = await redis(onTestFinished);
    const { ran, workers } = runWorkers(backend, onTestFinished);
    await expectAlarms(openAlarms(backend, onTestFinished), ran);

    server.freeze();
    const before = performance.now();
    await workers.close();
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  test("absent at boot: sweeps run from the start, and alarms once it is there", async ({
    onTestFinished,
  }) => {
    const { server, backend } = await redis(onTestFinished);
    await server.kill();
    const { ran } = runWorkers(backend, onTestFinished);
    const alarms = openAlarms(backend, onTestFinished);

    await expectSweeps(ran);
    expect(slowestOfThousand(alarms)).toBeLessThan(CALL_MS_MAX);

    await server.restart();
    await expectAlarms(alarms, ran);
  });

  test("frozen at boot: sweeps run from the start, and alarms once it thaws", async ({
    onTestFinished,
  }) => {
    const { server, backend } = await redis(onTestFinished);
    server.freeze();
    const { ran } = runWorkers(backend, onTestFinished);
    const alarms = openAlarms(backend, onTestFinished);

    await expectSweeps(ran);
    expect(slowestOfThousand(alarms)).toBeLessThan(CALL_MS_MAX);

    server.thaw();
    await expectAlarms(alarms, ran);
  });

  test("flushed: the repeated sweep comes back by itself", async ({ onTestFinished }) => {
    const { client, backend } = await redis(onTestFinished);
    const { ran } = runWorkers(backend, onTestFinished);
    const scheduled = async () =>
      (await client.exists(`${QUEUE_PREFIX}:${QUEUE_NAME}:repeat`)) === 1;
    await waitFor(scheduled, { timeoutMs: LATE_MS_MAX });

    await client.flushall();
    expect(await scheduled()).toBe(false);

    await expectSweeps(ran);
    await waitFor(scheduled, { timeoutMs: LATE_MS_MAX });
  });

  test("that may evict jobs is warned of", async ({ onTestFinished }) => {
    const { client, backend } = await redis(onTestFinished);
    await client.config("SET", "maxmemory-policy", "allkeys-lru");
    const { log, warnings } = recordingLog();
    runWorkers(backend, onTestFinished, { log });

    await expect.poll(() => warnings.join("\n")).toContain("allkeys-lru");
  });
});

// By itself, for it measures the time that this process computes.
test(
  "Redis full: sweeps go on, and no loop spins",
  { timeout: TEST_TIMEOUT_MS },
  async ({ onTestFinished }) => {
    const { client, backend } = await redis(onTestFinished);
    const { ran } = runWorkers(backend, onTestFinished);
    const alarms = openAlarms(backend, onTestFinished);
    await expectAlarms(alarms, ran);

    await client.config("SET", "maxmemory", "1");
    const cpuBefore = process.cpuUsage();
    const before = performance.now();
    await expectSweeps(ran);
    const { user, system } = process.cpuUsage(cpuBefore);
    expect((user + system) / 1_000).toBeLessThan((performance.now() - before) / 2);
    expect(slowestOfThousand(alarms)).toBeLessThan(CALL_MS_MAX);

    await client.config("SET", "maxmemory", "0");
    await expectAlarms(alarms, ran);
  },
);

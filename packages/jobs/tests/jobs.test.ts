import { createTestDatabase } from "@stampede/testing/database";
import { startTestRedis } from "@stampede/testing/redis";
import { waitFor } from "@stampede/testing/wait-for";
import { Redis } from "ioredis";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { QUEUE_NAME, QUEUE_PREFIX, QUEUE_SCHEMA, type QueueBackend } from "../src/backend.ts";
import { migrateQueues } from "../src/migrate-queues.ts";
import { type OnTestFinished, openAlarms, runWorkers } from "./harness.ts";

interface Stage {
  readonly backend: QueueBackend;
  /** The ids of the jobs that wait for their time. */
  readonly delayedIds: () => Promise<string[]>;
  /** Everything that the queue has ever kept and keeps still, without what is repeated. */
  readonly leftovers: () => Promise<string[]>;
}

async function redisStage(onTestFinished: OnTestFinished): Promise<Stage> {
  const server = await startTestRedis();
  const client = new Redis(server.url);
  onTestFinished(async () => {
    client.disconnect();
    await server.stop();
  });
  const key = (type: string) => `${QUEUE_PREFIX}:${QUEUE_NAME}:${type}`;
  return {
    backend: { kind: "redis", url: server.url },
    delayedIds: () => client.zrange(key("delayed"), "0", "-1"),
    leftovers: async () =>
      (await client.keys(key("re*-*"))).filter((name) => !name.startsWith(key("repeat:"))),
  };
}

async function postgresStage(onTestFinished: OnTestFinished): Promise<Stage> {
  const database = await createTestDatabase();
  await migrateQueues({ connectionString: database.url });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await database.drop();
  });
  const ids = async (condition: string): Promise<string[]> => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM ${QUEUE_SCHEMA}.job WHERE ${condition} ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  };
  return {
    backend: { kind: "postgres", connectionString: database.url },
    delayedIds: () => ids("state = 'delayed'"),
    leftovers: () => ids("id LIKE 're%-%' AND id NOT LIKE 'repeat%'"),
  };
}

/** Sets an alarm again until the queue has it: the first calls find no connection yet. */
async function setUntil(set: () => void, done: () => Promise<boolean>): Promise<void> {
  await waitFor(
    () => {
      set();
      return done();
    },
    { describe: "the alarm to reach the queue" },
  );
}

describe.concurrent.each([
  { name: "redis", stage: redisStage, lateMsMax: 2_000 },
  { name: "postgres", stage: postgresStage, lateMsMax: 5_000 },
])("on $name", ({ stage, lateMsMax }) => {
  test("an alarm goes off after its instant, and soon", async ({ onTestFinished }) => {
    const { backend, delayedIds } = await stage(onTestFinished);
    const { ran } = runWorkers(backend, onTestFinished);
    const { released, reconciled, woundUp } = ran;
    const alarms = openAlarms(backend, onTestFinished);
    const instant = new Date(Date.now() + 2_500);
    const second = Math.ceil(instant.getTime() / 1_000);

    await setUntil(
      () => alarms.releaseAt(instant),
      async () => (await delayedIds()).includes(`release-${second}`),
    );
    alarms.reconcileAt(instant);
    alarms.windUpAt(instant);
    await waitFor(() => released.length > 0 && reconciled.length > 0 && woundUp.length > 0);

    expect(released[0]?.dueSecond).toBe(second);
    expect(reconciled).toEqual([second]);
    expect(woundUp).toEqual([second]);
    expect(released[0]?.at).toBeGreaterThanOrEqual(instant.getTime());
    expect((released[0]?.at ?? Infinity) - instant.getTime()).toBeLessThan(1_000 + lateMsMax);
  });

  test("all that falls due in one second shares one job, whichever process asks", async ({
    onTestFinished,
  }) => {
    const { backend, delayedIds, leftovers } = await stage(onTestFinished);
    const processes = [openAlarms(backend, onTestFinished), openAlarms(backend, onTestFinished)];
    const second = Math.ceil(Date.now() / 1_000) + 600;
    const wanted = [`release-${second}`, `release-${second + 1}`];

    for (const alarms of processes) {
      await setUntil(
        () => {
          for (let step = 0; step < 2_000; step++) {
            alarms.releaseAt(new Date(second * 1_000 - 999 + step));
          }
        },
        async () => (await delayedIds()).length >= wanted.length,
      );
    }

    expect((await delayedIds()).toSorted()).toEqual(wanted);
    expect(await leftovers()).toHaveLength(wanted.length);
  });

  test("an id can be used again once its job is done", async ({ onTestFinished }) => {
    const { backend, leftovers } = await stage(onTestFinished);
    const { released } = runWorkers(backend, onTestFinished).ran;
    const past = new Date(1_000_000_000_000);

    for (let time = 0; time < 2; time++) {
      const alarms = openAlarms(backend, onTestFinished);
      // One that is set again while it is waited for may go off again.
      const before = released.length;
      await setUntil(
        () => alarms.releaseAt(past),
        async () => released.length > before,
      );
    }

    await waitFor(async () => (await leftovers()).length === 0, { describe: "an empty queue" });
    expect(await leftovers()).toEqual([]);
  });

  test("sweeps come again and again, about every two seconds, and checks come too", async ({
    onTestFinished,
  }) => {
    const { backend } = await stage(onTestFinished);
    const { sweptAt, checkedAt } = runWorkers(backend, onTestFinished).ran;
    await waitFor(() => sweptAt.length >= 5, { timeoutMs: 15_000 });
    const gaps = sweptAt.slice(1).map((at, index) => at - (sweptAt[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(4_000);
    await waitFor(() => checkedAt.length > 0);
    // The timer's own sweep and the queue's first may fall together; then they take turns no more.
    expect((sweptAt.at(-1) ?? 0) - (sweptAt[0] ?? 0)).toBeGreaterThan(4_000);
  });

  test("a job that fails leaves the worker at work and nothing on the queue", async ({
    onTestFinished,
  }) => {
    const { backend, leftovers } = await stage(onTestFinished);
    const { released } = runWorkers(backend, onTestFinished, {
      onRelease: () => {
        throw new Error("the database is away");
      },
    }).ran;
    const alarms = openAlarms(backend, onTestFinished);
    await setUntil(
      () => {
        alarms.releaseAt(new Date(1_000_000_000_000));
        alarms.releaseAt(new Date(1_000_000_001_000));
      },
      async () => released.length >= 2,
    );
    await waitFor(async () => (await leftovers()).length === 0, { describe: "an empty queue" });
    expect(await leftovers()).toEqual([]);
  });
});

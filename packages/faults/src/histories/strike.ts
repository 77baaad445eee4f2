import { setTimeout as sleep } from "node:timers/promises";
import type { FaultProxy } from "@stampede/testing/fault-proxy";
import type { Fault } from "@stampede/testing/history/plan";
import type { SeededRandom } from "@stampede/testing/history/random";
import type { TestPostgres } from "@stampede/testing/postgres";
import type { AppProcess } from "@stampede/testing/processes";
import { query } from "@stampede/testing/query";
import type { TestRedis } from "@stampede/testing/redis";
import { Redis } from "ioredis";

/** All that a history's faults may befall. */
export interface Victims {
  readonly random: SeededRandom;
  readonly postgres: TestPostgres;
  readonly redis: TestRedis;
  /** One for each API process, between it and the database. */
  readonly proxies: readonly FaultProxy[];
  readonly apis: AppProcess[];
  /** More than one: the others do the work of the one that is struck. */
  readonly workers: AppProcess[];
  startApi(index: number): Promise<AppProcess>;
  startWorker(): Promise<AppProcess>;
}

const FREEZE_MS = 1_500;
const SLOW = { delayMs: 30, drip: { bytes: 200, pauseMs: 1 }, lastsMs: 1_000 };

/** Brings a fault about, and ends it. */
export async function strike(fault: Fault, victims: Victims): Promise<void> {
  const { random, postgres, redis, proxies, apis, workers } = victims;
  const index = random.int(0, apis.length - 1);
  switch (fault) {
    case "api-killed":
      await apis[index]?.kill();
      apis[index] = await victims.startApi(index);
      return;
    case "api-frozen":
      return freezeFor(apis[index]);
    case "connections-cut":
      proxies[index]?.reset();
      return;
    case "connections-slow":
      return slowDown(proxies[index]);
    case "backends-killed":
      await query(
        postgres.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'stampede%'",
      );
      return;
    case "postgres-killed":
      await postgres.kill();
      await postgres.restart();
      return;
    case "postgres-frozen":
      await postgres.freeze();
      await sleep(FREEZE_MS);
      postgres.thaw();
      return;
    case "worker-killed":
      await workers.shift()?.kill();
      workers.push(await victims.startWorker());
      return;
    case "worker-frozen":
      return freezeFor(workers[0]);
    case "redis-flushed":
      return flush(redis);
    case "redis-frozen":
      redis.freeze();
      await sleep(FREEZE_MS);
      redis.thaw();
      return;
    default:
      fault satisfies never;
  }
}

async function freezeFor(app: AppProcess | undefined): Promise<void> {
  await app?.kill("SIGSTOP");
  await sleep(FREEZE_MS);
  await app?.kill("SIGCONT");
}

async function slowDown(proxy: FaultProxy | undefined): Promise<void> {
  proxy?.delay(SLOW.delayMs);
  proxy?.drip(SLOW.drip);
  await sleep(SLOW.lastsMs);
  await proxy?.mend();
}

async function flush({ url }: TestRedis): Promise<void> {
  const client = new Redis(url, { lazyConnect: true });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.flushall();
  } finally {
    client.disconnect();
  }
}

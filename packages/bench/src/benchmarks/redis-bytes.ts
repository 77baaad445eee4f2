import { Redis } from "ioredis";
import { spreadOf } from "../figures/percentile.ts";
import type { Benchmark } from "./benchmark.ts";
import { measurePeak } from "./closed.ts";
import { reserveRequest } from "./requests.ts";

const SCAN_COUNT = 1_000;

/** What the queue holds for a reservation that waits for its payment. */
export const redisBytes: Benchmark = {
  name: "redis-bytes",
  title: "Redis bytes a pending reservation, over all keys",
  group: "goals",
  goal: { compare: "<=", bound: 1 },
  async run(stage) {
    const { lab, scale } = stage;
    if (lab.redis === undefined)
      return { skipped: "no redis-server or valkey-server is installed" };
    const redis = new Redis(lab.redis.url);
    try {
      await redis.flushall();
      const database = await stage.database();
      const event = await database.createEvent();
      const api = await stage.api(database);
      await measurePeak(stage, api, reserveRequest(event), {
        seconds: scale.seconds * scale.rounds,
      });
      const { held } = await database.one<{ held: number }>("SELECT held FROM inventory");
      const keys = await keyBytes(redis);
      const bytes = [...keys.values()].reduce((sum, each) => sum + each, 0);
      return {
        figure: { unit: "bytes", spread: spreadOf([bytes / held]) },
        more: { "pending reservations": held, keys: keys.size, "bytes in all": bytes },
      };
    } finally {
      redis.disconnect();
    }
  },
};

async function keyBytes(redis: Redis): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "COUNT", SCAN_COUNT);
    for (const key of keys) sizes.set(key, (await redis.memory("USAGE", key, "SAMPLES", 0)) ?? 0);
    cursor = next;
  } while (cursor !== "0");
  return sizes;
}

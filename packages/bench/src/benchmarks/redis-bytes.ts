import { Redis } from "ioredis";
import { spreadOf } from "../figures/percentile.ts";
import type { Stage } from "../lab/stage.ts";
import type { Benchmark } from "./benchmark.ts";
import { fillSeconds, measurePeak } from "./closed.ts";
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
      const rounds: Round[] = [];
      for (let round = 0; round < scale.rounds; round++) rounds.push(await fill(stage, redis));
      const [last] = rounds.toReversed();
      return {
        figure: {
          unit: "bytes",
          spread: spreadOf(rounds.map(({ bytes, held }) => bytes / held)),
        },
        more: {
          "pending reservations": last?.held ?? 0,
          keys: last?.keys ?? 0,
          "bytes in all": last?.bytes ?? 0,
        },
      };
    } finally {
      redis.disconnect();
    }
  },
};

interface Round {
  /** Reservations that wait for their payment. */
  readonly held: number;
  readonly keys: number;
  readonly bytes: number;
}

/** Sells with an empty queue, and weighs what is in it then. */
async function fill(stage: Stage, redis: Redis): Promise<Round> {
  await redis.flushall();
  const database = await stage.database();
  const event = await database.createEvent();
  const seconds = fillSeconds(stage);
  await measurePeak(stage, await stage.api(database), reserveRequest(event), { seconds });
  const { held } = await database.one<{ held: number }>("SELECT held FROM inventory");
  const keys = await keyBytes(redis);
  return { held, keys: keys.size, bytes: [...keys.values()].reduce((sum, each) => sum + each, 0) };
}

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

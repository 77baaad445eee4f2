import type { TestRedis } from "@stampede/testing/redis";
import { Redis } from "ioredis";
import type { Row } from "../row.ts";
import { type Crowd, startCrowd } from "../stage/crowd.ts";
import { expectExpiry, SHORT_HOLDS } from "../stage/expiry.ts";
import { expectThat, keepMax } from "../stage/findings.ts";
import { insist, openSale, reserveCall, type Sale } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";

const CAPACITY = 100_000;
const WIDTH = 4;
const UNNOTICED_MS_MAX = 1_500;

export const redis: Row = {
  name: "redis",
  fault: "Redis killed, frozen, absent at boot, flushed, full",
  promise: "selling and paying unchanged; expiry at most 10 s late",
  async run(stage) {
    const { findings } = stage;
    const databaseUrl = await stage.database();
    const server = await stage.redis();
    // Absent at boot: nobody has seen it when they start.
    await server.kill();
    const queue = { QUEUE_BACKEND: "redis", REDIS_URL: server.url };
    const env = { ...queue, RATE_LIMITS: "on", TRUSTED_PROXIES: "127.0.0.1" };
    const [api, brief] = await Promise.all([
      stage.api(databaseUrl, env),
      stage.api(databaseUrl, { ...env, ...SHORT_HOLDS }),
      stage.worker(databaseUrl, queue),
    ]);
    const sale = await openSale(api.url, CAPACITY);
    const urlOf = (): string => api.url;
    const crowd = startCrowd({ findings, databaseUrl, sale, width: WIDTH, urlOf });
    try {
      for (const [name, strike] of strikesOf(server)) {
        await crowd.served(2);
        await strike();
        await unnoticed(stage, { name, crowd, sale, url: api.url });
        const scarce = await openSale(api.url, 1);
        await expectExpiry(findings, { url: brief.url, databaseUrl, sale: scarce });
      }
    } finally {
      server.thaw();
      await crowd.stop();
    }
  },
};

type Strike = readonly [name: string, strike: () => Promise<void>];

/** One after the other; each undoes the one before. */
function strikesOf(server: TestRedis): Strike[] {
  return [
    ["absent", async () => undefined],
    [
      "full",
      async () => {
        await server.restart();
        await tell(server, (client) => client.config("SET", "maxmemory", "1"));
      },
    ],
    [
      "flushed",
      async () => {
        await tell(server, (client) => client.config("SET", "maxmemory", "0"));
        await tell(server, (client) => client.flushall());
      },
    ],
    ["frozen", async () => server.freeze()],
    [
      "killed",
      async () => {
        server.thaw();
        await server.kill();
      },
    ],
  ];
}

async function tell(
  { url }: TestRedis,
  command: (client: Redis) => Promise<unknown>,
): Promise<void> {
  const client = new Redis(url, { lazyConnect: true });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await command(client);
  } finally {
    client.disconnect();
  }
}

async function unnoticed(
  { findings }: Stage,
  { name, crowd, sale, url }: { name: string; crowd: Crowd; sale: Sale; url: string },
): Promise<void> {
  const startedAt = performance.now();
  const reply = await insist(() => url, "reservations.create", reserveCall(sale));
  const ms = performance.now() - startedAt;
  findings.operations += 1;
  findings.recoveryMs.push(ms);
  keepMax(findings, `sale after Redis is ${name} (ms)`, ms);
  expectThat(findings, reply.status === 200, `Redis ${name}: ${reply.text}`);
  expectThat(findings, ms < UNNOTICED_MS_MAX, `Redis ${name}: a sale took ${ms} ms`);
  await crowd.served(2);
}

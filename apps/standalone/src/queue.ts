import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { type EmbeddedRedis, findRedisServer, startRedis } from "@stampede/embedded/redis";
import { StartupError } from "@stampede/embedded/startup-error";

import type { Environment } from "./environment.ts";
import { restartPauseMs } from "./restart-policy.ts";

/** Where the jobs of a run wait. */
export interface RunQueue extends AsyncDisposable {
  backend: "redis" | "postgres";
  /** For jobs and rate limits; undefined where there is no Redis. */
  redisUrl: string | undefined;
  /** For people: no password. */
  description: string;
}

/**
 * Chooses where jobs wait, and starts a Redis for this run when that is the choice.
 * @throws StartupError when Redis is asked for and there is none
 */
export async function openRunQueue(environment: Environment): Promise<RunQueue> {
  const { QUEUE_BACKEND: wanted, REDIS_URL: redisUrl } = environment;
  if (wanted === "postgres") return elsewhere("postgres", redisUrl, "PostgreSQL");
  if (redisUrl !== undefined) {
    return elsewhere("redis", redisUrl, `Redis of REDIS_URL, ${new URL(redisUrl).host}`);
  }
  const executable = await findRedisServer();
  if (executable !== null) return startForThisRun(environment, executable);
  if (wanted === "auto") {
    return elsewhere("postgres", undefined, "PostgreSQL (no REDIS_URL, no redis-server found)");
  }
  throw new StartupError(
    "QUEUE_BACKEND: redis needs REDIS_URL, or a redis-server or valkey-server on the PATH",
  );
}

function elsewhere(
  backend: RunQueue["backend"],
  redisUrl: string | undefined,
  description: string,
): RunQueue {
  return { backend, redisUrl, description, [Symbol.asyncDispose]: async () => {} };
}

async function startForThisRun(environment: Environment, executable: string): Promise<RunQueue> {
  const directory = join(environment.STAMPEDE_DATA_DIR, "redis");
  const first = await startRedis({ directory, executable });
  const password = decodeURIComponent(new URL(first.url).password);
  const stopping = new AbortController();
  const guard = keepRunning(first, stopping.signal, () =>
    startRedis({ directory, executable, password, port: first.port }),
  );
  return {
    backend: "redis",
    redisUrl: first.url,
    description: `Redis on port ${first.port}, started for this run (${executable})`,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await guard;
    },
  };
}

/** Starts it again when it ends unasked: without it holds end later, though they do end. */
async function keepRunning(
  first: EmbeddedRedis,
  stopping: AbortSignal,
  again: () => Promise<EmbeddedRedis>,
): Promise<void> {
  const stopped = new Promise<void>((resolve) =>
    stopping.addEventListener("abort", () => resolve()),
  );
  const endsMs: number[] = [];
  let server: EmbeddedRedis | null = first;
  for (;;) {
    if (server !== null) await Promise.race([server.exited, stopped]);
    if (stopping.aborted) break;
    endsMs.push(performance.now());
    const pauseMs = restartPauseMs(endsMs);
    if (pauseMs === null) {
      console.error("Redis ended too often; going on without it, holds end a few seconds later");
      break;
    }
    await sleep(pauseMs, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) break;
    console.error("Redis ended; starting it again");
    server = await again().catch((error: Error) => {
      console.error(error.message);
      return null;
    });
  }
  await server?.stop();
}

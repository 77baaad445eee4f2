import { setTimeout as pause } from "node:timers/promises";
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  withBackend,
  type WorkerOptions,
} from "bullmq";
import { QUEUE_NAME, QUEUE_PREFIX, type QueueBackend } from "./backend.ts";
import { warnOfEviction } from "./eviction-policy.ts";
import type { Opened } from "./keep-open.ts";
import type { Log } from "./log.ts";
import { queuePool } from "./postgres-connection.ts";
import { connectConsumer } from "./redis-connection.ts";

/** A worker holds the database's connections while it works, so few do more than many. */
const JOBS_AT_ONCE_MAX = 4;
const POOL_SIZE = JOBS_AT_ONCE_MAX;
/** A worker that died is found out after its lock, at most one check later. */
const LOCK_MS = 30_000;
const STALLED_CHECK_MS = 15_000;
const RUN_RETRY_PAUSE_MS = 1_000;
const FETCH_RETRY_PAUSE_MS = 500;

/** What takes jobs off the queue. */
export interface JobWorker {
  /** Takes no more, and ends when the jobs in hand are done and the server was told. */
  drain(): Promise<void>;
}

/** Runs one job that came off the queue. */
export type Processor = (job: { name: string; data: unknown }) => Promise<void>;

/** Opens the queue for taking jobs from it; `close` does not wait for those in hand. */
export function openWorker(
  backend: QueueBackend,
  take: Processor,
  onError: (error: Error) => void,
  log: Log,
): Opened<JobWorker> {
  return backend.kind === "redis"
    ? openOnRedis(backend.url, take, onError, log)
    : openOnPostgres(backend.connectionString, take, onError);
}

function openOnRedis(
  url: string,
  take: Processor,
  onError: (error: Error) => void,
  log: Log,
): Opened<JobWorker> {
  const connection = connectConsumer(url, onError);
  const { Worker } = withBackend(pausingAfterFailure(createRedisBackend));
  const worker = new Worker(QUEUE_NAME, take, { ...settings, connection: connection.client });
  worker.on("error", onError);
  const ready = worker.waitUntilReady();
  ready.then(() => warnOfEviction(connection.client, log)).catch(onError);
  return {
    resource: { drain: () => worker.close() },
    ready,
    async close() {
      // Started so that its loops end; not awaited, for it waits on a server that may be frozen.
      worker.close().catch(onError);
      connection.disconnect();
    },
  };
}

function openOnPostgres(
  connectionString: string,
  take: Processor,
  onError: (error: Error) => void,
): Opened<JobWorker> {
  const { Worker } = withBackend(pausingAfterFailure(createPostgresBackend));
  const connection = queuePool(connectionString, "stampede-jobs-worker", POOL_SIZE);
  const worker = new Worker(QUEUE_NAME, take, { ...settings, connection });
  worker.on("error", onError);
  return {
    resource: { drain: () => worker.close() },
    ready: worker.waitUntilReady(),
    async close() {
      worker.close().catch(onError);
    },
  };
}

const settings = {
  prefix: QUEUE_PREFIX,
  concurrency: JOBS_AT_ONCE_MAX,
  lockDuration: LOCK_MS,
  stalledInterval: STALLED_CHECK_MS,
  maxStalledCount: 1,
  runRetryDelay: RUN_RETRY_PAUSE_MS,
} satisfies Omit<WorkerOptions, "connection">;

/**
 * A backend that pauses after a failed fetch: BullMQ asks again at once after any error but a
 * refused connection, which on a full Redis or a starting PostgreSQL takes a whole core.
 */
function pausingAfterFailure<Backend extends IQueueBackend, Connection>(
  factory: BackendFactory<Backend, Connection>,
): BackendFactory<Backend, Connection> {
  return (name, options, roles) => {
    const backend = factory(name, options, roles);
    const moveToActive = backend.moveToActive.bind(backend);
    backend.moveToActive = async (token, workerName) => {
      try {
        return await moveToActive(token, workerName);
      } catch (error) {
        await pause(FETCH_RETRY_PAUSE_MS);
        throw error;
      }
    };
    return backend;
  };
}

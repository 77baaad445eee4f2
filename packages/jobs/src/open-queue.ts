import { createPostgresBackend, createRedisBackend, type QueueOptions, withBackend } from "bullmq";
import { PAST_EVENTS_MAX, QUEUE_NAME, QUEUE_PREFIX, type QueueBackend } from "./backend.ts";
import type { Opened } from "./keep-open.ts";
import { queuePool } from "./postgres-connection.ts";
import { connectProducer } from "./redis-connection.ts";
import type { JobName, JobPayload } from "./registry.ts";
import { CHECK_EVERY_MS, registry, SWEEP_EVERY_MS } from "./registry.ts";

const POOL_SIZE = 2;
const REPEATED = [
  { name: "sweep", every: SWEEP_EVERY_MS },
  { name: "check-invariants", every: CHECK_EVERY_MS },
] as const satisfies readonly { name: JobName; every: number }[];
const REMOVED_WHEN_DONE = { removeOnComplete: true, removeOnFail: true };

/** A job to be run at an instant. */
export interface Appointment<Name extends JobName> {
  readonly name: Name;
  /** Only one job of an id exists at a time; another is ignored. No colon. */
  readonly id: string;
  readonly payload: JobPayload<Name>;
  /** Milliseconds since 1970 UTC. */
  readonly dueMs: number;
}

/** What puts jobs on the queue. Every call ends within some seconds, whatever the server does. */
export interface JobQueue {
  /** False where a call would fail at once. */
  isConnected(): boolean;
  add<Name extends JobName>(appointment: Appointment<Name>): Promise<void>;
  /** Has sweeps and checks run again and again; where that is so already, changes nothing. */
  repeatJobs(): Promise<void>;
}

interface BullQueue {
  add(name: string, data: object, options: object): Promise<unknown>;
  upsertJobScheduler(id: string, repeat: { every: number }, template: object): Promise<unknown>;
}

/** Opens the queue for adding to it. */
export function openQueue(
  backend: QueueBackend,
  onError: (error: Error) => void,
): Opened<JobQueue> {
  return backend.kind === "redis"
    ? openOnRedis(backend.url, onError)
    : openOnPostgres(backend.connectionString, onError);
}

function openOnRedis(url: string, onError: (error: Error) => void): Opened<JobQueue> {
  const connection = connectProducer(url, onError);
  const { Queue } = withBackend(createRedisBackend);
  const queue = new Queue(QUEUE_NAME, { ...settings, connection: connection.client });
  queue.on("error", onError);
  return {
    resource: asJobQueue(queue, () => connection.client.status === "ready"),
    ready: queue.waitUntilReady(),
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}

function openOnPostgres(
  connectionString: string,
  onError: (error: Error) => void,
): Opened<JobQueue> {
  const { Queue } = withBackend(createPostgresBackend);
  const connection = queuePool(connectionString, "stampede-jobs-producer", POOL_SIZE);
  const queue = new Queue(QUEUE_NAME, { ...settings, connection });
  queue.on("error", onError);
  return {
    resource: asJobQueue(queue, () => true),
    ready: queue.waitUntilReady(),
    close: () => queue.close(),
  };
}

const settings = {
  prefix: QUEUE_PREFIX,
  streams: { events: { maxLen: PAST_EVENTS_MAX } },
} satisfies Omit<QueueOptions, "connection">;

function asJobQueue(queue: BullQueue, isConnected: () => boolean): JobQueue {
  return {
    isConnected,
    async add({ name, id, payload, dueMs }) {
      // One reading of the clock for both, or the job would be due a moment early.
      const timestamp = Date.now();
      await queue.add(name, payload, {
        ...registry[name].options,
        ...REMOVED_WHEN_DONE,
        jobId: id,
        timestamp,
        delay: Math.max(0, dueMs - timestamp),
      });
    },
    async repeatJobs() {
      for (const { name, every } of REPEATED) {
        const opts = { ...registry[name].options, ...REMOVED_WHEN_DONE };
        await queue.upsertJobScheduler(name, { every }, { name, data: {}, opts });
      }
    },
  };
}

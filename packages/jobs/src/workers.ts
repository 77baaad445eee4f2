import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import type { QueueBackend } from "./backend.ts";
import { keepOpen } from "./keep-open.ts";
import { type Log, throttle, throttledWarning } from "./log.ts";
import { openQueue } from "./open-queue.ts";
import { openWorker } from "./open-worker.ts";
import {
  type JobHandlers,
  isJobName,
  type JobName,
  type JobPayload,
  registry,
} from "./registry.ts";
import { watchSweep } from "./sweep-watch.ts";

/** A line for each failure of an outage would bury the first. */
const WARN_EVERY_MS = 5_000;
const REPEAT_RETRY_MS = 1_000;
/** Jobs in hand get so long to end, and the server so long to be told; together under 10 s. */
const DRAIN_MAX_MS = 8_000;
const FAREWELL_MAX_MS = 1_000;

export interface Workers {
  /** Milliseconds since the last completed sweep; infinite before the first. */
  quietMs(): number;
  /** Takes no more jobs, waits 9 s at most for those in hand, and gives the connections back. */
  close(): Promise<void>;
}

/**
 * Takes jobs off the queue and runs them, at most 4 at once. Has a sweep run every 2 s, by the queue,
 * or from a timer where the queue is out of reach, and a check every 5 min, by the queue alone. Starts
 * whether or not the queue can be reached, and takes it up again whenever it can.
 *
 * @param options.handlers one for each job, safe to run twice and at the same time as itself.
 */
export function startWorkers(options: {
  backend: QueueBackend;
  handlers: JobHandlers;
  log: Log;
}): Workers {
  const { backend, handlers, log } = options;
  const warn = throttledWarning(log, WARN_EVERY_MS);
  const onQueueError = (error: unknown) =>
    warn(error, "the queue is out of reach: this worker sweeps by itself");
  const throttled: Record<JobName, ReturnType<typeof throttle>> = {
    "release-due": throttle(WARN_EVERY_MS),
    "reconcile-payments": throttle(WARN_EVERY_MS),
    "wind-up-events": throttle(WARN_EVERY_MS),
    "check-invariants": throttle(WARN_EVERY_MS),
    sweep: throttle(WARN_EVERY_MS),
  };
  const onJobError = (job: JobName, err: unknown) =>
    throttled[job]((heldBack) => log.error({ err, job, heldBack }, "a job failed"));
  const inHand = new Set<Promise<void>>();

  const queue = keepOpen(() => openQueue(backend, onQueueError), onQueueError);
  let isRepeating = false;
  const repeat = (): void => {
    const open = queue.current();
    if (!open?.isConnected()) return;
    open.repeatJobs().then(() => (isRepeating = true), onQueueError);
  };
  // An older release may have left a queue that repeats less than this one wants.
  const repeating = setInterval(() => isRepeating || repeat(), REPEAT_RETRY_MS);
  const watch = watchSweep({
    sweep: () => handlers.sweep({}),
    revive: repeat,
    onError: (error) => onJobError("sweep", error),
  });

  const take = async (job: { name: string; data: unknown }): Promise<void> => {
    const { name, data } = job;
    // A queue outlives a release, and may hold jobs that only an older or newer one knows.
    if (!isJobName(name)) return log.warn({ job: name }, "a job of an unknown name was dropped");
    const run = runJob(handlers, name, data)
      .then(() => {
        if (name === "sweep") watch.completed();
        return undefined;
      })
      .catch((error: unknown) => onJobError(name, error))
      .finally(() => inHand.delete(run));
    inHand.add(run);
    await run;
  };
  const worker = keepOpen(() => openWorker(backend, take, onQueueError, log), onQueueError);

  return {
    quietMs: () => watch.quietMs(),
    async close() {
      clearInterval(repeating);
      const drained = worker.current()?.drain().catch(onQueueError);
      const done = Promise.all([watch.close(), ...inHand]);
      await within(DRAIN_MAX_MS, done);
      await within(FAREWELL_MAX_MS, drained);
      await worker.close();
      await queue.close();
    },
  };
}

async function runJob<Name extends JobName>(
  handlers: Pick<JobHandlers, Name>,
  name: Name,
  data: unknown,
): Promise<void> {
  await handlers[name](definitions[name].payload.parse(data));
}

/** The registry, typed so that a name's schema and the same name's handler are seen to agree. */
const definitions: {
  readonly [Name in JobName]: { readonly payload: z.ZodType<JobPayload<Name>> };
} = registry;

async function within(waitMsMax: number, work: Promise<unknown> | undefined): Promise<void> {
  const timer = new AbortController();
  const timeout = pause(waitMsMax, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([work, timeout]);
  timer.abort();
}

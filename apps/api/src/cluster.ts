import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { watchLiveness } from "@stampede/service/liveness";
import type { Logger } from "pino";

const RESTARTS_MAX = 10;
const RESTART_WINDOW_MS = 60_000;
/** Longer than a process drains. */
const STOP_MS_MAX = 11_000;
const ASK_EVERY_MS = 100;

/** Asks a process to drain. A signal would not do: Ctrl-C sends one to all of them as well. */
export const STOP_MESSAGE = "stop";

/**
 * Runs `count` API processes on the one port, and another one for each that dies or hangs, until
 * `signal`.
 *
 * @returns the status to exit with: not 0 when they could not be started, kept alive or drained.
 */
export async function runPrimary(count: number, log: Logger, signal: AbortSignal): Promise<number> {
  // One alone at first: what keeps it from starting is then said once.
  const first = cluster.fork();
  const status = await startOf(first, signal);
  if (status !== undefined) return status;

  const failed = Promise.withResolvers<number>();
  let restartsMs: number[] = [];
  const keep = (worker: Worker): void => {
    endIfHung(worker, log);
    worker.once("exit", (code, killedBy) => {
      if (signal.aborted) return;
      log.error({ code, killedBy, worker: worker.process.pid }, "an API process died");
      restartsMs = recent([...restartsMs, performance.now()]);
      if (restartsMs.length > RESTARTS_MAX) failed.resolve(1);
      else keep(cluster.fork());
    });
  };
  keep(first);
  for (let started = 1; started < count; started++) keep(cluster.fork());

  const stopped = aborted(signal).then(() => undefined);
  const failure = await Promise.race([stopped, failed.promise]);
  const drained = await drain();
  return failure ?? (drained ? 0 : 1);
}

/** Its exit status when it ends before it listens; undefined once it listens. */
async function startOf(worker: Worker, signal: AbortSignal): Promise<number | undefined> {
  const exited = once(worker, "exit").then(([code]) => (typeof code === "number" ? code : 1));
  const listening = once(worker, "listening").then(() => undefined);
  const status = await Promise.race([exited, listening, aborted(signal).then(() => undefined)]);
  return status === 0 ? 1 : status;
}

async function drain(): Promise<boolean> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const ends = workers.filter((worker) => !worker.isDead()).map((worker) => once(worker, "exit"));
  // Asked again and again, because a process that is still starting does not listen yet.
  const asking = setInterval(() => {
    for (const worker of workers) if (worker.isConnected()) worker.send(STOP_MESSAGE);
  }, ASK_EVERY_MS);
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), STOP_MS_MAX);
  const drained = await Promise.race([Promise.all(ends).then(() => true), late]);
  clearTimeout(timer);
  clearInterval(asking);
  if (!drained) for (const worker of workers) worker.process.kill("SIGKILL");
  return drained;
}

function recent(instantsMs: readonly number[]): number[] {
  const since = performance.now() - RESTART_WINDOW_MS;
  return instantsMs.filter((instant) => instant > since);
}

/** A process that is frozen takes connections and answers none, and never ends by itself. */
function endIfHung(worker: Worker, log: Logger): void {
  watchLiveness(worker.process, () => {
    log.error({ worker: worker.process.pid }, "an API process hangs");
    worker.process.kill("SIGKILL");
  });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

import type { QueueBackend } from "./backend.ts";
import { createMemory, dueSecondOf } from "./due-seconds.ts";
import { keepOpen } from "./keep-open.ts";
import { type Log, throttledWarning } from "./log.ts";
import { openQueue } from "./open-queue.ts";

/** Alarms remembered as set. Past it the oldest is forgotten, and at worst set again to no effect. */
const REMEMBERED_MAX = 4_096;
/** Alarms on their way to the queue at once; more are dropped. */
const IN_FLIGHT_MAX = 32;
const WARN_EVERY_MS = 10_000;

// Made once: while the queue is away one of them is told for every reservation.
const NOT_CONNECTED = new Error("not connected");
const TOO_SLOW = new Error("it answers too slowly");

type AlarmName = "release-due" | "reconcile-payments" | "wind-up-events";

/** Wakes the workers when something falls due. */
export interface Alarms {
  /** Holds end at this instant. */
  releaseAt(instant: Date): void;
  /** A payment or a refund wants the gateway asked at this instant. */
  reconcileAt(instant: Date): void;
  /** A cancelled event has holds to end and buyers to refund from this instant on. */
  windUpAt(instant: Date): void;
  /** Gives the connection back; alarms on their way may be lost. */
  close(): Promise<void>;
}

/**
 * Alarms for a process that takes requests: each call returns at once and never throws, whatever
 * state the queue is in. All that falls due in one second shares one job, run at that second's end,
 * so the queue holds one job at most for each second to come, however many holds there are.
 *
 * An alarm that fails is not tried again, and what a lost Redis held is gone: the workers' sweep
 * finds what is due, some seconds later, without any alarm.
 */
export function createAlarms(options: { backend: QueueBackend; log: Log }): Alarms {
  const warn = throttledWarning(options.log, WARN_EVERY_MS);
  const onError = (error: unknown) =>
    warn(error, "the queue is out of reach: holds are released by the sweep alone");
  const queue = keepOpen(() => openQueue(options.backend, onError), onError);
  const remembered = createMemory(REMEMBERED_MAX);
  let inFlight = 0;

  const set = (name: AlarmName, verb: string, instant: Date): void => {
    const dueSecond = dueSecondOf(instant);
    const id = `${verb}-${dueSecond}`;
    if (dueSecond === undefined || remembered.has(id)) return;
    const open = queue.current();
    if (open === undefined || !open.isConnected()) return onError(NOT_CONNECTED);
    if (inFlight >= IN_FLIGHT_MAX) return onError(TOO_SLOW);
    remembered.add(id);
    inFlight += 1;
    open
      .add({ name, id, payload: { dueSecond }, dueMs: dueSecond * 1_000 })
      .catch(onError)
      .finally(() => {
        inFlight -= 1;
      });
  };

  return {
    releaseAt: (instant) => set("release-due", "release", instant),
    reconcileAt: (instant) => set("reconcile-payments", "reconcile", instant),
    windUpAt: (instant) => set("wind-up-events", "wind-up", instant),
    close: () => queue.close(),
  };
}

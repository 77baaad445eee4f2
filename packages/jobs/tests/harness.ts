import { waitFor } from "@stampede/testing/wait-for";
import type { TestContext } from "vitest";
import { type Alarms, createAlarms } from "../src/alarms.ts";
import type { QueueBackend } from "../src/backend.ts";
import type { Log } from "../src/log.ts";
import type { JobPayload } from "../src/registry.ts";
import { startWorkers, type Workers } from "../src/workers.ts";

/** What a hold may be late by, whatever befalls the queue. */
export const LATE_MS_MAX = 10_000;

/** Registers what is to be undone after a test; vitest's own, taken from the test's context. */
export type OnTestFinished = TestContext["onTestFinished"];

export interface Ran {
  readonly released: { readonly dueSecond: number; readonly at: number }[];
  readonly reconciled: number[];
  readonly woundUp: number[];
  readonly checkedAt: number[];
  readonly sweptAt: number[];
}

export function recordingLog(): { log: Log; warnings: string[] } {
  const warnings: string[] = [];
  const note = (details: object, message: string) => {
    warnings.push(`${message} ${JSON.stringify(details)}`);
  };
  return { log: { warn: note, error: note }, warnings };
}

/** Workers that remember what they ran. */
export function runWorkers(
  backend: QueueBackend,
  onTestFinished: OnTestFinished,
  options: { log?: Log; onRelease?: (payload: JobPayload<"release-due">) => void } = {},
): { ran: Ran; workers: Workers } {
  const ran: Ran = { released: [], reconciled: [], woundUp: [], checkedAt: [], sweptAt: [] };
  const workers = startWorkers({
    backend,
    log: options.log ?? recordingLog().log,
    handlers: {
      "release-due": async (payload) => {
        ran.released.push({ dueSecond: payload.dueSecond, at: Date.now() });
        options.onRelease?.(payload);
      },
      "reconcile-payments": async ({ dueSecond }) => void ran.reconciled.push(dueSecond),
      "wind-up-events": async ({ dueSecond }) => void ran.woundUp.push(dueSecond),
      "check-invariants": async () => void ran.checkedAt.push(Date.now()),
      sweep: async () => void ran.sweptAt.push(Date.now()),
    },
  });
  onTestFinished(() => workers.close());
  return { ran, workers };
}

export function openAlarms(
  backend: QueueBackend,
  onTestFinished: OnTestFinished,
  log: Log = recordingLog().log,
): Alarms {
  const alarms = createAlarms({ backend, log });
  onTestFinished(() => alarms.close());
  return alarms;
}

/** Waits for two more sweeps: the first may have begun before the fault. */
export async function expectSweeps({ sweptAt }: Ran): Promise<void> {
  const before = sweptAt.length;
  await waitFor(() => sweptAt.length >= before + 2, {
    timeoutMs: LATE_MS_MAX,
    describe: "two more sweeps",
  });
}

/** Sets alarms of ever new seconds, all of them past, until one of them has gone off. */
export async function expectAlarms(alarms: Alarms, { released }: Ran): Promise<void> {
  const before = released.length;
  await waitFor(
    () => {
      alarms.releaseAt(new Date(Math.ceil(performance.now()) * 1_000));
      return released.length > before;
    },
    { timeoutMs: LATE_MS_MAX, describe: "an alarm to go off" },
  );
}

/** Sets a thousand alarms, and says how long the slowest call took, in milliseconds. */
export function slowestOfThousand(alarms: Alarms): number {
  const firstSecond = Math.ceil(Date.now() / 1_000);
  let slowestMs = 0;
  for (let second = firstSecond; second < firstSecond + 1_000; second++) {
    const before = performance.now();
    alarms.releaseAt(new Date(second * 1_000));
    slowestMs = Math.max(slowestMs, performance.now() - before);
  }
  return slowestMs;
}

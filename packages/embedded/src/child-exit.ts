import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** One stage of ending a process: the signal, and how long it may take before the next stage. */
export interface StopStage {
  signal: NodeJS.Signals;
  waitMsMax: number;
}

/**
 * Settles when the child has ended, at once when it already has.
 * @returns its exit status, or null when a signal ended it or it never started.
 */
export function childExit(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (hasEnded(child)) {
      resolve(child.exitCode);
      return;
    }
    child.once("exit", (status) => resolve(status));
    child.once("error", () => {
      if (child.pid === undefined) resolve(null);
    });
  });
}

/**
 * Ends a child by one signal after another until it is gone.
 * @returns whether it is gone after the last stage.
 */
export async function stopChild(
  child: ChildProcess,
  stages: readonly StopStage[],
): Promise<boolean> {
  for (const stage of stages) {
    if (hasEnded(child)) return true;
    child.kill(stage.signal);
    if (await settlesWithin(childExit(child), stage.waitMsMax)) return true;
  }
  return hasEnded(child);
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function settlesWithin(promise: Promise<unknown>, waitMsMax: number): Promise<boolean> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      promise.then(() => true),
      sleep(waitMsMax, false, { signal: timer.signal }),
    ]);
  } finally {
    timer.abort();
  }
}

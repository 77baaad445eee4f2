import { setTimeout as sleep } from "node:timers/promises";
import { usageOf } from "./processes.ts";

const LOOK_EVERY_MS = 300;
/** Of one core, in the time between two looks. */
const BUSY_SHARE_MAX = 0.1;
const WAIT_MS_MAX = 30_000;

/**
 * Waits until a process and its descendants have nothing left to do, such as starting.
 *
 * @throws {Error} when they are still busy after 30 s.
 */
export async function untilIdle(pid: number, signal: AbortSignal): Promise<void> {
  const roots = new Map([["it", pid]]);
  const deadline = performance.now() + WAIT_MS_MAX;
  let lastUs = usageOf(roots).get("it")?.cpuUs ?? 0;
  while (performance.now() < deadline) {
    await sleep(LOOK_EVERY_MS, undefined, { signal });
    const nowUs = usageOf(roots).get("it")?.cpuUs ?? 0;
    if (nowUs - lastUs <= LOOK_EVERY_MS * 1_000 * BUSY_SHARE_MAX) return;
    lastUs = nowUs;
  }
  throw new Error(`process ${pid} is busy with something before it was asked for anything`);
}

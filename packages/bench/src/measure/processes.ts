import { readdirSync, readFileSync } from "node:fs";
import { parseProcessStat, parseStatusBytes, TICK_US, treeOf } from "./process-stat.ts";

/** What a process and all its descendants have used. */
export interface Usage {
  /** CPU time since they began, microseconds. */
  readonly cpuUs: number;
  /** Resident memory of the largest of them, bytes. */
  readonly largestBytes: number;
  /** Resident memory of all: each one's own, and what they share counted once. */
  readonly totalBytes: number;
}

/**
 * Measures the processes under these roots, each root's together.
 *
 * @returns nothing for a root that has ended, and nothing at all where the system is not Linux.
 */
export function usageOf(roots: ReadonlyMap<string, number>): Map<string, Usage> {
  const stats = readStats();
  const parents = new Map([...stats].map(([pid, { parentPid }]) => [pid, parentPid]));
  const usages = new Map<string, Usage>();
  for (const [name, rootPid] of roots) {
    if (!stats.has(rootPid)) continue;
    const pids = treeOf(rootPid, parents);
    const ticks = pids.reduce((sum, pid) => sum + (stats.get(pid)?.ticks ?? 0), 0);
    usages.set(name, { cpuUs: ticks * TICK_US, ...memoryOf(pids) });
  }
  return usages;
}

function memoryOf(pids: readonly number[]): Pick<Usage, "largestBytes" | "totalBytes"> {
  let largestBytes = 0;
  let ownBytes = 0;
  let sharedBytes = 0;
  for (const pid of pids) {
    const status = read(`/proc/${pid}/status`);
    largestBytes = Math.max(largestBytes, parseStatusBytes(status, "VmRSS") ?? 0);
    ownBytes += parseStatusBytes(status, "RssAnon") ?? 0;
    const shared =
      (parseStatusBytes(status, "RssShmem") ?? 0) + (parseStatusBytes(status, "RssFile") ?? 0);
    sharedBytes = Math.max(sharedBytes, shared);
  }
  return { largestBytes, totalBytes: ownBytes + sharedBytes };
}

function readStats(): Map<number, { parentPid: number; ticks: number }> {
  const stats = new Map<number, { parentPid: number; ticks: number }>();
  for (const name of processNames()) {
    const stat = parseProcessStat(read(`/proc/${name}/stat`));
    if (stat !== undefined) stats.set(Number(name), stat);
  }
  return stats;
}

function processNames(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** A process may end between being listed and being read. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { processIdentity } from "./process-identity.ts";
import { StartupError } from "./startup-error.ts";

/** A PostgreSQL server that runs, as its own pid file says. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;

const POLL_MS = 20;
/** A fast shutdown writes a checkpoint; an immediate one only ends the processes. */
const END_STAGES = [
  { signal: "SIGINT", waitMsMax: 15_000 },
  { signal: "SIGQUIT", waitMsMax: 5_000 },
  { signal: "SIGKILL", waitMsMax: 2_000 },
] as const;

/**
 * Finds the server that runs from a cluster's directory.
 * @returns null when there is none, even when a file of one that crashed is left there
 */
export async function findPostmaster(directory: string): Promise<Postmaster | null> {
  const text = await readFile(join(directory, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[PID_LINE]);
  const port = Number(lines[PORT_LINE]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  if (!(await runsFrom(pid, directory))) return null;
  return { pid, port, ready: lines[STATUS_LINE]?.trim() === "ready" };
}

/**
 * Ends a server that was left over in this directory, and removes the file that it left.
 * @throws StartupError when it cannot be ended
 */
export async function endLeftoverPostmaster(directory: string): Promise<void> {
  const leftover = await findPostmaster(directory);
  if (leftover !== null) await endProcess(leftover.pid, directory);
  // The pid in a crashed server's file may be an unrelated process's by now, which PostgreSQL
  // would take for a running server.
  await rm(join(directory, "postmaster.pid"), { force: true });
}

async function endProcess(pid: number, directory: string): Promise<void> {
  const identity = processIdentity(pid);
  for (const { signal, waitMsMax } of END_STAGES) {
    try {
      process.kill(pid, signal);
    } catch {
      // It is gone, or belongs to another user; the check below tells which.
    }
    const deadline = performance.now() + waitMsMax;
    while (performance.now() < deadline) {
      if (processIdentity(pid) !== identity) return;
      await sleep(POLL_MS);
    }
  }
  throw new StartupError(
    `a PostgreSQL (pid ${pid}) left over in ${directory} could not be ended; end it, then try again`,
  );
}

/** Whether a process is the server of this directory, rather than a later one with its pid. */
async function runsFrom(pid: number, directory: string): Promise<boolean> {
  if (processIdentity(pid) === null) return false;
  const path = await realpath(directory);
  if (existsSync("/proc/self/cwd")) {
    // PostgreSQL works in its directory. Another user's process cannot be looked at, and is not
    // one that this user started.
    return (await readlink(`/proc/${pid}/cwd`).catch(() => "")) === path;
  }
  try {
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(path);
  } catch {
    return process.platform === "win32";
  }
}

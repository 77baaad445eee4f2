import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const HAS_PROC = existsSync("/proc/self/stat");
/** Fields of /proc/PID/stat, counted behind the command's closing bracket. */
const STATE_FIELD = 0;
const START_TIME_FIELD = 19;

/**
 * Tells a process apart from a later one that was given the same pid, by its start time.
 * @param pid a process id
 * @returns a string that stays the same while the process lives, or null when it does not live
 *   (a zombie does not).
 */
export function processIdentity(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return HAS_PROC ? identityFromProc(pid) : identityFromPs(pid);
}

function identityFromProc(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[STATE_FIELD] === "Z" || fields[STATE_FIELD] === "X") return null;
  return `${bootId()}/${fields[START_TIME_FIELD] ?? ""}`;
}

/** Start times count from the boot, so that the same one may come back after a reboot. */
function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

function identityFromPs(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch {
    return null;
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

/** What Linux says of a process in /proc/PID/stat. */
export interface ProcessStat {
  readonly parentPid: number;
  /** Ticks of CPU time of the process itself and of its children that have ended. */
  readonly ticks: number;
}

/** Linux reports CPU time to programs in hundredths of a second on every architecture. */
export const TICK_US = 10_000;

const PARENT_FIELD = 1;
const TIME_FIELDS = [11, 12, 13, 14] as const;

/**
 * Reads the text of /proc/PID/stat.
 *
 * @returns undefined for anything else.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function parseProcessStat(text: string): ProcessStat | undefined {
  // The program's name stands in parentheses and may itself have spaces and parentheses.
  const end = text.lastIndexOf(")");
  if (end < 0) return undefined;
  const fields = text
    .slice(end + 2)
    .trim()
    .split(" ");
  const parentPid = Number(fields[PARENT_FIELD]);
  const ticks = TIME_FIELDS.reduce((sum, index) => sum + Number(fields[index]), 0);
  return Number.isInteger(parentPid) && Number.isInteger(ticks) ? { parentPid, ticks } : undefined;
}

/**
 * A value of /proc/PID/status in bytes.
 *
 * @returns undefined where the field is missing.
 */
export function parseStatusBytes(text: string, field: string): number | undefined {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(text);
  return match === null ? undefined : Number(match[1]) * 1_024;
}

/** The process and all that descend from it. */
export function treeOf(rootPid: number, parents: ReadonlyMap<number, number>): number[] {
  const tree = [rootPid];
  const known = new Set(tree);
  // The list grows while it is walked; each process is added once, so it ends.
  for (const pid of tree) {
    for (const [child, parent] of parents) {
      if (parent !== pid || known.has(child)) continue;
      known.add(child);
      tree.push(child);
    }
  }
  return tree;
}

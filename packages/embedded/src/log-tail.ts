import { readFile, stat } from "node:fs/promises";

const LINES_MAX = 5;

/** The size of a log in bytes, 0 when there is none: where what comes next will begin. */
export async function logSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found?.size ?? 0;
}

/**
 * The last lines of a log on one line, to be quoted in an error.
 * @param fromByte skips what was there before
 */
export async function logTail(path: string, fromByte = 0): Promise<string> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  const lines = bytes.subarray(fromByte).toString("utf8").trim().split("\n");
  return lines
    .slice(-LINES_MAX)
    .map((line) => line.trim())
    .join(" | ");
}

import type { Database } from "@stampede/db/client";
import { snapshot } from "@stampede/db/snapshot";
import { type InvariantReport, runChecks } from "./run-checks.ts";

const MINUTE_MS = 60_000;

/** How much of the server a check may take. */
const PACES = {
  /** An operator waits for the answer. */
  brisk: {
    timeoutMs: 10 * MINUTE_MS,
    connections: 3,
    settings: { work_mem: "128MB", jit: "off" },
  },
  /** It runs by itself, beside sales: one statement at a time on one processor, and never for long. */
  gentle: {
    timeoutMs: MINUTE_MS,
    connections: 1,
    settings: { work_mem: "32MB", jit: "off", max_parallel_workers_per_gather: "0" },
  },
} as const;

/**
 * Verifies, on one unchanging view of a live database, every invariant that can be seen in rows.
 *
 * @param pace `brisk`: three connections, 10 min at most; `gentle`: one, 1 min at most.
 * @throws the database's error, that of a statement which ran out of its time included.
 */
export function checkInvariants(
  db: Database,
  pace: keyof typeof PACES = "brisk",
): Promise<InvariantReport[]> {
  return snapshot(db, PACES[pace], runChecks);
}

import type { Database } from "@stampede/db/client";
import { snapshot } from "@stampede/db/snapshot";
import { type InvariantReport, runChecks } from "./run-checks.ts";

/** Each reads every reservation once or twice. */
const STATEMENT_TIMEOUT_MS = 300_000;

/**
 * Verifies, on one unchanging view of a live database, every invariant that can be seen in rows.
 *
 * @param onReport told of each as soon as it is known, in order.
 * @throws the database's error; a statement has 5 min.
 */
export function checkInvariants(
  db: Database,
  onReport?: (report: InvariantReport) => void,
): Promise<InvariantReport[]> {
  return snapshot(db, { statementTimeoutMs: STATEMENT_TIMEOUT_MS }, (query) =>
    runChecks(query, onReport),
  );
}

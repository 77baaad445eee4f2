import type { Database } from "@stampede/db/client";
import { isMigrated } from "@stampede/db/is-migrated";

const CHECK_TIMEOUT_MS = 1_000;

/** Why this process cannot sell now; `ready` when it can. */
export type Readiness = "ready" | "draining" | "database out of reach" | "schema not migrated";

/**
 * Asks the database whether it answers, and once, until it does, whether its schema is there. Probes
 * that come meanwhile share the answer, so that they cannot pile up.
 *
 * A process that turns calls away because it has too many is ready all the same: without it there
 * would be still more for the others.
 *
 * @param db with connections that no crowd can take.
 */
export function createReadiness(db: Database, closing: AbortSignal): () => Promise<Readiness> {
  let migrated = false;
  const ask = async (): Promise<Readiness> => {
    if (migrated) await db.pool.query("SELECT 1");
    else migrated = await isMigrated(db);
    return migrated ? "ready" : "schema not migrated";
  };
  const check = async (): Promise<Readiness> => {
    const timeout = Promise.withResolvers<Readiness>();
    const timer = setTimeout(() => timeout.resolve("database out of reach"), CHECK_TIMEOUT_MS);
    try {
      return await Promise.race([ask(), timeout.promise]);
    } catch {
      return "database out of reach";
    } finally {
      clearTimeout(timer);
    }
  };
  let checking: Promise<Readiness> | undefined;
  return async () => {
    if (closing.aborted) return "draining";
    checking ??= check().finally(() => (checking = undefined));
    return checking;
  };
}

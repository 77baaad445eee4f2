import type { Database } from "@stampede/db/client";
import { isMigrated } from "@stampede/db/is-migrated";

const CHECK_TIMEOUT_MS = 1_000;

/** Why this process cannot sell now; `ready` when it can. */
export type Readiness = "ready" | "draining" | "database out of reach" | "schema not migrated";

/** Asks the database whether it answers, and once, until it does, whether its schema is there. */
export function createReadiness(db: Database, closing: AbortSignal): () => Promise<Readiness> {
  let migrated = false;
  const ask = async (): Promise<Readiness> => {
    if (migrated) await db.pool.query("SELECT 1");
    else migrated = await isMigrated(db);
    return migrated ? "ready" : "schema not migrated";
  };
  return async () => {
    if (closing.aborted) return "draining";
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
}

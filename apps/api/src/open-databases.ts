import { type Database, openDatabase } from "@stampede/db/client";
import { requireDatabase } from "@stampede/service/require-database";
import type { Logger } from "pino";

/** Of this process, for all calls but those of the next line. */
const CONNECTIONS_MAX = 10;
/** Kept for calls of buyers who have a reservation, and for the probe that asks whether it can sell. */
const BUYERS_CONNECTIONS_MAX = 6;

/**
 * Opens two pools on the one database: a crowd may wait for its own connections, and nobody who pays
 * waits with it.
 *
 * @throws {StartError} when the database is out of reach.
 */
export async function openDatabases(
  connectionString: string,
  log: Logger,
): Promise<{ readonly db: Database; readonly buyersDb: Database }> {
  const open = (poolSize: number): Database =>
    openDatabase({
      connectionString,
      applicationName: "stampede-api",
      poolSize,
      onIdleError: (error) => log.warn({ error }, "a database connection was lost"),
    });
  const db = open(CONNECTIONS_MAX);
  try {
    await requireDatabase(db);
    return { db, buyersDb: open(BUYERS_CONNECTIONS_MAX) };
  } catch (error) {
    await db.close();
    throw error;
  }
}

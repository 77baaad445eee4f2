import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "@stampede/db/client";
import { StartError } from "./start-error.ts";

const CONNECT_ATTEMPTS_MAX = 5;
const CONNECT_PAUSE_MS = 300;

/**
 * Waits until the database answers, for a database that starts beside its users.
 *
 * @throws {StartError} when it does not, after a few attempts.
 */
export async function requireDatabase(db: Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.pool.query("SELECT 1");
      return;
    } catch (error) {
      if (attempt === CONNECT_ATTEMPTS_MAX) {
        const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
        throw new StartError(`DATABASE_URL leads to no database that answers${code}`);
      }
      await pause(CONNECT_PAUSE_MS);
    }
  }
}

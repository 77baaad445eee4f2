import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { SQLSTATE, sqlState } from "./errors.ts";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../migrations", import.meta.url));
/** Any number that nothing else here takes: two migrations at once would race. */
const MIGRATION_LOCK = 7_827_312;
const CONNECT_TIMEOUT_MS = 5_000;
/**
 * Whoever wants a table waits behind the migration that waits for it: shorter than a sale waits for a
 * lock, so that none fails.
 */
const LOCK_TIMEOUT_MS = 250;
/** Together half a minute, in which the longest statement of a sale has ended many times. */
const ATTEMPTS_MAX = 60;
const ATTEMPT_PAUSE_MS = 250;

/**
 * Brings the schema to the newest version; does nothing where it is there already. Several callers
 * at once wait for each other. Needs a role that may create tables, and a direct connection. Waits
 * for a table that is in use a moment at a time, so that sales go on meanwhile.
 *
 * @throws the database's error, with everything of the failed migration rolled back.
 */
export async function migrate(options: { connectionString: string }): Promise<void> {
  const client = new pg.Client({
    connectionString: options.connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "stampede-migrate",
  });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    // Only now: another migration may last longer.
    await client.query("SELECT set_config('lock_timeout', $1, false)", [`${LOCK_TIMEOUT_MS}ms`]);
    await applyPatiently(client);
  } finally {
    await client.end();
  }
}

async function applyPatiently(client: pg.Client): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
      return;
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || sqlState(error) !== SQLSTATE.lockNotAvailable) throw error;
      await pause(ATTEMPT_PAUSE_MS);
    }
  }
}

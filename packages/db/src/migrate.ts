import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../migrations", import.meta.url));
/** Any number that nothing else here takes: two migrations at once would race. */
const MIGRATION_LOCK = 7_827_312;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Brings the schema to the newest version; does nothing where it is there already. Several callers
 * at once wait for each other. Needs a role that may create tables, and a direct connection.
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
    await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
  } finally {
    await client.end();
  }
}

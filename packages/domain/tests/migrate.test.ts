import { openDatabase } from "@stampede/db/client";
import { limitTransactions } from "@stampede/db/limit-transactions";
import { migrate } from "@stampede/db/migrate";
import { createTestDatabase } from "@stampede/testing/database";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";

const WAITING = `
  SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'stampede-migrate'
    AND wait_event_type = 'Lock'`;

test("a migration waits a moment at a time for a table, so that nobody waits long behind it", async () => {
  const database = await createTestDatabase();
  const db = openDatabase({ connectionString: database.url, applicationName: "test" });
  try {
    const isWaiting = async () => {
      const { rows } = await db.pool.query<{ count: number }>(WAITING);
      return rows[0]?.count === 1;
    };
    const holder = await db.pool.connect();
    await holder.query("SET idle_in_transaction_session_timeout = 0");
    await limitTransactions(holder, 0);
    await holder.query("BEGIN");
    await holder.query("LOCK TABLE drizzle.__drizzle_migrations");
    const migrated = migrate({ connectionString: database.url });
    await waitFor(isWaiting, { describe: "the wait for the table" });
    await waitFor(async () => !(await isWaiting()), { describe: "its end" });
    await waitFor(isWaiting, { describe: "the next one" });
    await holder.query("COMMIT");
    holder.release(true);
    await expect(migrated).resolves.toBeUndefined();
  } finally {
    await db.close();
    await database.drop();
  }
});

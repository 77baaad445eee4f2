import { openDatabase } from "@stampede/db/client";
import { limitTransactions } from "@stampede/db/limit-transactions";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";

const IS_WAITING = `
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'stampede-worker'
    AND wait_event_type = 'Lock'`;

/** Acts while a transaction holds what one statement locks, so that others are stopped in the middle. */
export async function whileLocked(
  connectionString: string,
  statement: string,
  act: () => Promise<void>,
): Promise<void> {
  const db = openDatabase({ connectionString, applicationName: "faults", poolSize: 1 });
  const lock = await db.pool.connect();
  try {
    await lock.query("SET idle_in_transaction_session_timeout = 0");
    await limitTransactions(lock, 0);
    await lock.query("BEGIN");
    await lock.query(statement);
    await act();
    await lock.query("ROLLBACK");
  } finally {
    lock.release(true);
    await db.close();
  }
}

/** Waits until a worker has come to what is locked. */
export async function untilWorkerWaits(databaseUrl: string): Promise<void> {
  await waitFor(async () => (await query(databaseUrl, IS_WAITING)).length > 0, {
    describe: "the worker to be stopped in the middle",
  });
}

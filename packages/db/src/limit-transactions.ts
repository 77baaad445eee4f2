import type pg from "pg";

/**
 * Longer than the server's own limits of a statement and of idling, the shorter of which it would
 * leave out.
 */
export const TRANSACTION_TIMEOUT_MS = 6_000;

// As a start-up option it would keep servers from connecting that do not know it.
const LIMIT = `
  SELECT set_config(name, $1, $2) FROM pg_settings WHERE name = 'transaction_timeout'`;

/**
 * Limits how long each transaction of a connection may last, or the one that is under way: what it has
 * locked it keeps from all others, and a process that gets no processor between its statements is
 * within the limits of each. PostgreSQL has this limit from version 17 on; before, nothing changes.
 *
 * @param timeoutMs 0 for no limit
 * @param scope `transaction` ends with it, and the connection has its limit back
 */
export async function limitTransactions(
  client: pg.ClientBase,
  timeoutMs: number,
  scope: "connection" | "transaction" = "connection",
): Promise<void> {
  await client.query(LIMIT, [`${timeoutMs}ms`, scope === "transaction"]);
}

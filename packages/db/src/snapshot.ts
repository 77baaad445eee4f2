import pg from "pg";
import type { Database } from "./client.ts";

const CONNECT_TIMEOUT_MS = 5_000;
/** Longer than the server's own limit, so that it only ends a query whose server is gone. */
const CLIENT_TIMEOUT_MARGIN_MS = 5_000;

/** Runs one statement that reads. */
export type SnapshotQuery = <Row extends pg.QueryResultRow>(statement: string) => Promise<Row[]>;

/**
 * Runs `work` on one unchanging view of the whole database, over a connection of its own, so that
 * statements that take long neither meet the pool's limits nor keep its connections from others.
 *
 * @param options.statementTimeoutMs for each statement.
 * @throws what `work` throws, or the database's error.
 */
export async function snapshot<Result>(
  db: Database,
  options: { readonly statementTimeoutMs: number },
  work: (query: SnapshotQuery) => Promise<Result>,
): Promise<Result> {
  const { connectionString, application_name } = db.pool.options;
  const client = new pg.Client({
    ...(connectionString === undefined ? {} : { connectionString }),
    ...(application_name === undefined ? {} : { application_name }),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: options.statementTimeoutMs,
    query_timeout: options.statementTimeoutMs + CLIENT_TIMEOUT_MARGIN_MS,
  });
  await client.connect();
  try {
    await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const result = await work(async <Row extends pg.QueryResultRow>(statement: string) => {
      const { rows } = await client.query<Row>(statement);
      return rows;
    });
    await client.query("COMMIT");
    return result;
  } finally {
    await client.end();
  }
}

import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { limitTransactions, TRANSACTION_TIMEOUT_MS } from "./limit-transactions.ts";

const STATEMENT_TIMEOUT_MS = 1_500;
const LOCK_TIMEOUT_MS = 500;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;
/** Longer than the server's own limit, so that it only ends a query whose server is gone. */
const CLIENT_QUERY_TIMEOUT_MS = 1_700;
const ACQUIRE_TIMEOUT_MS = 1_000;
const IDLE_CONNECTION_MS = 30_000;
const POOL_SIZE_DEFAULT = 10;
/**
 * The server keeps a statement's plan, and the one that is best while a table is small reads all of
 * it: a sale that begins on an empty table would go on so with a million rows in it, until the table
 * is analyzed a minute later. Each statement here has an index; what is meant to read whole tables
 * has connections of its own, see `snapshot`.
 */
const PLANS = "-c enable_seqscan=off";

/** Where rows are read outside a transaction. */
export interface Database {
  readonly pool: pg.Pool;
  readonly orm: NodePgDatabase;
  /** Ends every connection once its query has finished. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** With `options` of its own it has plans of its own, too. */
  readonly connectionString: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Connections at most; a query waits `acquireTimeoutMs` for a free one, then fails. */
  readonly poolSize?: number;
  /** How long to wait for a free or a new connection. Default 1 s. */
  readonly acquireTimeoutMs?: number;
  /** Told of errors on idle connections, which the pool replaces by itself. */
  readonly onIdleError?: (error: Error) => void;
}

/**
 * Opens a pool on the database. Connects lazily: an unreachable server fails the first query.
 *
 * Each connection carries the limits that keep one stuck statement from stopping the rest.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: options.applicationName,
    max: options.poolSize ?? POOL_SIZE_DEFAULT,
    connectionTimeoutMillis: options.acquireTimeoutMs ?? ACQUIRE_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    query_timeout: CLIENT_QUERY_TIMEOUT_MS,
    options: PLANS,
    keepAlive: true,
    // Statements that do not wait for each other's results travel together.
    pipeline: true,
    // oxlint-disable-next-line no-misused-promises -- the pool waits for it, which its types do not say
    onConnect: (client) => limitTransactions(client, TRANSACTION_TIMEOUT_MS),
  });
  // Without a listener an error on an idle connection would end the process.
  pool.on("error", options.onIdleError ?? (() => undefined));
  // Nor may one on a connection in use, which its queries report.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return { pool, orm: drizzle(pool), close: () => pool.end() };
}

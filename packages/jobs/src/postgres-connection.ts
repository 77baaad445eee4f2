import type { PostgresPoolConfig } from "bullmq";
import type { ClientBase } from "pg";
import { QUEUE_SCHEMA } from "./backend.ts";

const CONNECT_TIMEOUT_MS = 1_000;
const STATEMENT_TIMEOUT_MS = 2_000;
/** Longer than the server's own limit, so that it only ends a query whose server is gone. */
const CLIENT_QUERY_TIMEOUT_MS = 3_000;

/**
 * How BullMQ reaches its schema at run time: it checks the schema's version and changes nothing.
 * Needs a direct connection, for it sets a search path and listens.
 *
 * @param poolSize connections at most, beside one that listens for new jobs.
 */
export function queuePool(
  connectionString: string,
  applicationName: string,
  poolSize: number,
): PostgresPoolConfig {
  return {
    connectionString,
    schema: QUEUE_SCHEMA,
    migrate: false,
    max: poolSize,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: CLIENT_QUERY_TIMEOUT_MS,
    keepAlive: true,
    // BullMQ listens for no error on the connection that it checks the schema with; one that breaks
    // at that moment would end the process, and the query reports it anyway.
    onConnect: (client: ClientBase) => void client.on("error", () => undefined),
  };
}

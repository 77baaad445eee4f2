import { runMigrations } from "bullmq";
import pg from "pg";
import { QUEUE_SCHEMA } from "./backend.ts";

const CONNECT_TIMEOUT_MS = 5_000;

// Unlike the tables of the shop, a queue deletes its rows: that is what taking a job means.
const GRANT = `
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'stampede_runtime') THEN
    GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO stampede_runtime;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO stampede_runtime;
    GRANT SELECT, USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO stampede_runtime;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO stampede_runtime;
  END IF;
END
$$`;

/**
 * Brings the queue's schema in PostgreSQL to what this version of BullMQ needs, and lets the role
 * `stampede_runtime` use it; does nothing where it is there already. Needs a role that may create
 * schemas, and a direct connection, so that the servers themselves need neither. Harmless where
 * jobs wait in Redis.
 *
 * @throws the database's error, with everything of the failed migration rolled back.
 */
export async function migrateQueues(options: { connectionString: string }): Promise<void> {
  const client = new pg.Client({
    connectionString: options.connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "stampede-migrate-queues",
  });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
    await client.query(GRANT);
  } finally {
    await client.end();
  }
}

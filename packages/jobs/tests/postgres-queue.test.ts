import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@stampede/embedded/postgres";
import { createTestDatabase } from "@stampede/testing/database";
import { waitFor } from "@stampede/testing/wait-for";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import type { QueueBackend } from "../src/backend.ts";
import { migrateQueues } from "../src/migrate-queues.ts";
import { expectAlarms, openAlarms, recordingLog, runWorkers, expectSweeps } from "./harness.ts";

const TEST_TIMEOUT_MS = 60_000;

test(
  "after a crash of PostgreSQL sweeps and alarms go on by themselves",
  async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), "stampede-jobs-"));
    // PostgreSQL's own account passes through here when the tests run as root.
    await chmod(dataDirectory, 0o711);
    const server = await startEmbeddedPostgres({ dataDirectory, temporary: true, graceSeconds: 0 });
    onTestFinished(() => server.stop());
    await migrateQueues({ connectionString: server.url });
    const backend: QueueBackend = { kind: "postgres", connectionString: server.url };
    const { ran } = runWorkers(backend, onTestFinished);
    const alarms = openAlarms(backend, onTestFinished);
    await expectAlarms(alarms, ran);

    await crash(server.url);

    await expectAlarms(alarms, ran);
    await expectSweeps(ran);
  },
  TEST_TIMEOUT_MS,
);

test(
  "the queue is migrated twice to no effect, and used without the right to change its schema",
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    await migrateQueues({ connectionString: database.url });
    await migrateQueues({ connectionString: database.url });
    const connectionString = await runtimeUrl(database.url);
    const backend: QueueBackend = { kind: "postgres", connectionString };
    const { log, warnings } = recordingLog();
    const { ran } = runWorkers(backend, onTestFinished, { log });
    const alarms = openAlarms(backend, onTestFinished, log);

    await expectAlarms(alarms, ran);
    await expectSweeps(ran);
    await expectSweeps(ran);

    expect(warnings.filter((line) => line.includes("permission"))).toEqual([]);
    await expect(query(connectionString, "DROP TABLE bullmq.job")).rejects.toThrow("must be owner");
  },
  TEST_TIMEOUT_MS,
);

test(
  "alarms and sweeps start by themselves when the queue's schema appears late",
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const backend: QueueBackend = { kind: "postgres", connectionString: database.url };
    const { log, warnings } = recordingLog();
    const { ran } = runWorkers(backend, onTestFinished, { log });
    const alarms = openAlarms(backend, onTestFinished);
    await waitFor(() => warnings.length > 0);

    await migrateQueues({ connectionString: database.url });

    await expectAlarms(alarms, ran);
  },
  TEST_TIMEOUT_MS,
);

/** Kills one backend, which the server answers by ending all of them and recovering. */
async function crash(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  // This connection is the first to go.
  client.on("error", () => undefined);
  await client.connect();
  // A temporary server flushes nothing by itself, and would lose the schema.
  await client.query("CHECKPOINT");
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  for (const { pid } of rows) process.kill(pid, "SIGKILL");
}

/** The connection string of a new role that has the servers' rights only. */
async function runtimeUrl(ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  url.username = `stampede_test_runtime_${process.pid}`;
  url.password = "test";
  await query(
    ownerUrl,
    `CREATE ROLE ${url.username} LOGIN PASSWORD 'test' IN ROLE stampede_runtime`,
  );
  const maintenance = new URL(ownerUrl);
  maintenance.pathname = "/postgres";
  onTestFinished(() => query(maintenance.href, `DROP ROLE ${url.username}`));
  return url.href;
}

async function query(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";
import { inject } from "vitest";

/** A migrated database of a test's own. */
export interface TestDatabase extends AsyncDisposable {
  /** Its owner's connection string. */
  url: string;
  /** Ends whoever is still connected, and removes it. */
  drop(): Promise<void>;
}

const CLONE_ATTEMPTS_MAX = 50;
const RETRY_PAUSE_MS = 100;
const OBJECT_IN_USE = "55006";

/**
 * Clones the run's migrated template into a database that no other test sees. Dispose of it with
 * `await using`, or call `drop` in an afterAll.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject("postgresUrl");
  const name = `stampede_test_${randomBytes(8).toString("hex")}`;
  const statement = `CREATE DATABASE ${name} TEMPLATE ${inject("templateDatabase")}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await query(serverUrl, statement);
      break;
    } catch (error) {
      // Two clones of one template at the same moment get in each other's way.
      if (attempt === CLONE_ATTEMPTS_MAX || !isInUse(error)) throw error;
      await sleep(RETRY_PAUSE_MS);
    }
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const drop = (): Promise<void> =>
    query(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { url: url.href, drop, [Symbol.asyncDispose]: drop };
}

function isInUse(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE;
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

import { randomBytes } from "node:crypto";
import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { migrate } from "@stampede/db/migrate";
import { startEmbeddedPostgres } from "@stampede/embedded/postgres";
import pg from "pg";

import { TEST_DATABASE_URL } from "./environment.ts";
import { query } from "./query.ts";

/** A PostgreSQL with a migrated database that others are cloned from. */
export interface TemplateServer {
  /** An owner's connection string, to any database of the server. */
  readonly url: string;
  readonly template: string;
}

/** A migrated database of somebody's own. */
export interface TestDatabase extends AsyncDisposable {
  /** Its owner's connection string. */
  url: string;
  /** Ends whoever is still connected, and removes it. */
  drop(): Promise<void>;
}

const CLONE_ATTEMPTS_MAX = 50;
const RETRY_PAUSE_MS = 100;
const OBJECT_IN_USE = "55006";

/** Starts a server (or takes that of TEST_DATABASE_URL when it is set), and makes its template. */
export async function startTemplateServer(): Promise<TemplateServer & { stop(): Promise<void> }> {
  const external = TEST_DATABASE_URL;
  const server =
    external === undefined ? await startServer() : { url: external, stop: async () => {} };
  const template = `stampede_template_${randomBytes(4).toString("hex")}`;
  try {
    await query(server.url, `CREATE DATABASE ${template}`);
    await migrate({ connectionString: withDatabase(server.url, template) });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: server.url,
    template,
    async stop() {
      if (external !== undefined) await query(server.url, `DROP DATABASE ${template}`);
      await server.stop();
    },
  };
}

/** Clones the template into a database that nobody else sees. */
export async function cloneDatabase({ url, template }: TemplateServer): Promise<TestDatabase> {
  const name = `stampede_test_${randomBytes(8).toString("hex")}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Copied as files, which takes a third of the work of writing each page to the log as well.
      await query(url, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
      break;
    } catch (error) {
      // Two clones of one template at the same moment get in each other's way.
      if (attempt === CLONE_ATTEMPTS_MAX || !isInUse(error)) throw error;
      await sleep(RETRY_PAUSE_MS);
    }
  }
  const drop = async (): Promise<void> => {
    await query(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  return { url: withDatabase(url, name), drop, [Symbol.asyncDispose]: drop };
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "stampede-test-"));
  // PostgreSQL's own account passes through here when the tests run as root.
  await chmod(directory, 0o711);
  return startEmbeddedPostgres({ dataDirectory: directory, temporary: true, graceSeconds: 0 });
}

function isInUse(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

import { randomBytes } from "node:crypto";
import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { migrate } from "@stampede/db/migrate";
import { startEmbeddedPostgres } from "@stampede/embedded/postgres";
import pg from "pg";
import type { TestProject } from "vitest/node";

import { TEST_DATABASE_URL } from "./environment.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** An owner's connection string, to any database of the server. */
    postgresUrl: string;
    /** The name of the migrated database that every test's own is cloned from. */
    templateDatabase: string;
  }
}

/**
 * Gives a test run one PostgreSQL (that of TEST_DATABASE_URL when it is set) with one migrated
 * template database, and takes both away at its end.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = TEST_DATABASE_URL;
  const server =
    external === undefined ? await startServer() : { url: external, stop: async () => {} };
  const templateDatabase = `stampede_template_${randomBytes(4).toString("hex")}`;
  try {
    await query(server.url, `CREATE DATABASE ${templateDatabase}`);
    await migrate({ connectionString: withDatabase(server.url, templateDatabase) });
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("postgresUrl", server.url);
  project.provide("templateDatabase", templateDatabase);
  return async () => {
    if (external !== undefined) await query(server.url, `DROP DATABASE ${templateDatabase}`);
    await server.stop();
  };
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "stampede-test-"));
  // PostgreSQL's own account passes through here when the tests run as root.
  await chmod(directory, 0o711);
  return startEmbeddedPostgres({ dataDirectory: directory, temporary: true, graceSeconds: 0 });
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

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

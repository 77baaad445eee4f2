import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { migrate } from "@stampede/db/migrate";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@stampede/embedded/postgres";
import { findPostmaster } from "@stampede/embedded/postmaster";
import pg from "pg";

/** A PostgreSQL of a test's own with a migrated database, to be mistreated. */
export interface TestPostgres extends AsyncDisposable {
  /** Its owner's connection string, the same before and after a restart. */
  url: string;
  /** Ends the server at once, as the loss of its machine does. */
  kill(): Promise<void>;
  /** Starts it again from the same files on the same port, after a kill. */
  restart(): Promise<void>;
  /** Stops all of its processes without closing a connection: it accepts and never answers. */
  freeze(): Promise<void>;
  thaw(): void;
}

/** Starts a PostgreSQL that flushes what it commits, on a free port of 127.0.0.1. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "stampede-test-postgres-"));
  // PostgreSQL's own account passes through here when the tests run as root.
  await chmod(dataDirectory, 0o711);
  const settings = { dataDirectory, graceSeconds: 0 };
  let server: EmbeddedPostgres = await startEmbeddedPostgres(settings);
  const { url, port } = server;
  let frozen: readonly number[] = [];

  const postmaster = async (): Promise<number> => {
    const found = await findPostmaster(join(dataDirectory, "postgres"));
    if (found === null) throw new Error("PostgreSQL does not run");
    return found.pid;
  };
  const thaw = (): void => {
    for (const pid of frozen) signal(pid, "SIGCONT");
    frozen = [];
  };
  const stop = async (): Promise<void> => {
    thaw();
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
  try {
    await migrate({ connectionString: url });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    thaw,
    async kill() {
      signal(await postmaster(), "SIGKILL");
      await server.exited;
    },
    async restart() {
      server = await startEmbeddedPostgres({ ...settings, port });
    },
    async freeze() {
      frozen = [await postmaster(), ...(await processIds(url))];
      for (const pid of frozen) signal(pid, "SIGSTOP");
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** The ids of the server's processes but the first. */
async function processIds(connectionString: string): Promise<number[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>("SELECT pid FROM pg_stat_activity");
    return rows.map(({ pid }) => pid);
  } finally {
    await client.end();
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already, which every caller accepts.
  }
}

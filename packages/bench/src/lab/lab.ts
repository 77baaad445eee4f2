import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { keep } from "@stampede/embedded/keeper";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@stampede/embedded/postgres";
import { findPostmaster } from "@stampede/embedded/postmaster";
import { findRedisServer, startRedis } from "@stampede/embedded/redis";
import pg from "pg";

/** What all benchmarks of a run share: a durable PostgreSQL, and a Redis where one is installed. */
export interface Lab extends AsyncDisposable {
  /** Of this run alone; it goes with the lab. */
  readonly directory: string;
  readonly postgres: EmbeddedPostgres;
  readonly postgresPid: number;
  readonly postgresVersion: string;
  readonly redis: { readonly url: string; readonly pid: number } | undefined;
}

/**
 * Starts the lab in a new directory below `parent`.
 *
 * @throws {StartupError} when a server does not start.
 */
export async function openLab(parent: string): Promise<Lab> {
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(join(parent, "stampede-bench-"));
  // PostgreSQL's own account passes through here where this runs as root.
  await chmod(directory, 0o711);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  const dataDirectory = join(directory, "postgres");
  const postgres = stack.use(await startEmbeddedPostgres({ dataDirectory, graceSeconds: 0 }));
  const postmaster = await findPostmaster(join(dataDirectory, "postgres"));
  if (postmaster === null) throw new Error("PostgreSQL ended at once");
  // A run that is killed removes nothing itself.
  const options = { signal: "INT", graceSeconds: 0, removeDirectory: directory } as const;
  const keeper = keep(postmaster.pid, options);
  stack.defer(() => keeper.dismiss());
  const redis =
    (await findRedisServer()) === null
      ? undefined
      : stack.use(await startRedis({ directory: join(directory, "redis"), graceSeconds: 0 }));
  const postgresVersion = await versionOf(postgres.url);
  const owned = stack.move();
  return {
    directory,
    postgres,
    postgresPid: postmaster.pid,
    postgresVersion,
    redis: redis && { url: redis.url, pid: redis.pid },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function versionOf(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    return rows[0]?.server_version ?? "unknown";
  } finally {
    await client.end();
  }
}

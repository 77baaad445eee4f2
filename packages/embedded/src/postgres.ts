import { type ChildProcess, spawn } from "node:child_process";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { childExit, stopChild } from "./child-exit.ts";
import { prepareDataDirectory } from "./data-directory.ts";
import { findFreePort } from "./free-port.ts";
import { keep } from "./keeper.ts";
import { logSize, logTail } from "./log-tail.ts";
import { alreadyOwned, claimDataDirectory, findOwner, type Owner } from "./owner.ts";
import {
  type ClusterPasswords,
  clusterSpawnOptions,
  DATABASE_NAME,
  describeCluster,
  initializeCluster,
  type PostgresCluster,
  RUNTIME_ROLE,
} from "./postgres-cluster.ts";
import { endLeftoverPostmaster, findPostmaster } from "./postmaster.ts";
import { readOrCreateSecret } from "./secret-file.ts";
import { StartupError } from "./startup-error.ts";

/** A PostgreSQL server on 127.0.0.1. */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** The connection string of the owner of database `stampede`, a superuser. */
  url: string;
  /** That of the role the servers run as, which may read and write rows only. */
  runtimeUrl: string;
  port: number;
  /** Settles when the server has ended, asked to or not. */
  exited: Promise<void>;
  /** Ends it, or does nothing when it was joined: it is not ours then. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made when it is missing. */
  dataDirectory: string;
  /** For tests: nothing is flushed to the disk, and the directory goes when the server ends. */
  temporary?: boolean;
  /** How long the server outlives this process when it is killed, in seconds. Default 12. */
  graceSeconds?: number;
  /** Default a free one. */
  port?: number;
}

const CONNECTIONS_MAX = 300;
const START_ATTEMPTS_MAX = 5;
const START_WAIT_MS_MAX = 60_000;
const RETRY_PAUSE_MS = 500;
const POLL_MS = 10;
/** How long a command waits for another one's database to be started or given back. */
const JOIN_WAIT_MS_MAX = 60_000;
/** The API and the worker may take 10 s to finish what they have begun. */
const GRACE_SECONDS_DEFAULT = 12;
const STOP_STAGES = [
  { signal: "SIGINT", waitMsMax: 15_000 },
  { signal: "SIGQUIT", waitMsMax: 5_000 },
  { signal: "SIGKILL", waitMsMax: 2_000 },
] as const;
/** What a start that may work the next time has in its log. */
const TRANSIENT_FAILURE = /address already in use|could not bind|pre-existing shared memory/i;

/**
 * Starts PostgreSQL from a data directory, whose files it makes the first time. What an earlier
 * process left running there is ended first.
 * @throws StartupError when another process runs it, or it cannot be started
 */
export function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  return start(options, "server");
}

/**
 * Joins the PostgreSQL that runs from a data directory, or starts it for as long as this process
 * needs it.
 * @throws StartupError when it can be neither joined nor started within a minute
 */
export async function joinOrStartEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataDirectory = await prepareDataDirectory(options.dataDirectory);
  const deadline = performance.now() + JOIN_WAIT_MS_MAX;
  for (;;) {
    const owner = await findOwner(dataDirectory);
    if (owner === null) {
      const started = await startUnlessClaimed(options, dataDirectory);
      if (started !== null) return started;
    } else if (owner.role === "server") {
      const running = await findPostmaster(join(dataDirectory, "postgres"));
      if (running?.ready === true) return joined(dataDirectory, running.port);
    }
    // A command's database ends with it, so the next command waits for its turn.
    if (performance.now() > deadline && owner !== null) throw alreadyOwned(owner, dataDirectory);
    await sleep(RETRY_PAUSE_MS);
  }
}

async function startUnlessClaimed(
  options: EmbeddedPostgresOptions,
  dataDirectory: string,
): Promise<EmbeddedPostgres | null> {
  try {
    return await start({ graceSeconds: 0, ...options }, "command");
  } catch (error) {
    if ((await findOwner(dataDirectory)) !== null) return null;
    throw error;
  }
}

async function joined(dataDirectory: string, port: number): Promise<EmbeddedPostgres> {
  const passwords = await readPasswords(dataDirectory);
  const stop = async (): Promise<void> => {};
  return {
    ...connectionStrings(passwords, port),
    port,
    exited: new Promise(() => {}),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function start(
  options: EmbeddedPostgresOptions,
  role: Owner["role"],
): Promise<EmbeddedPostgres> {
  const { temporary = false, graceSeconds = GRACE_SECONDS_DEFAULT } = options;
  const dataDirectory = await prepareDataDirectory(options.dataDirectory);
  const cluster = await describeCluster(dataDirectory);
  const release = await claimDataDirectory(dataDirectory, role);
  try {
    await endLeftoverPostmaster(cluster.directory);
    const passwords = await readPasswords(dataDirectory);
    await initializeCluster(cluster, passwords, !temporary);
    const { child, pid, port } = await startServer(cluster, !temporary, options.port);
    const removal = temporary ? { removeDirectory: dataDirectory } : {};
    const keeper = keep(pid, { signal: "INT", graceSeconds, ...removal });
    const cleanUp = async (): Promise<void> => {
      await childExit(child);
      keeper.dismiss();
      await release();
      if (temporary) await rm(dataDirectory, { recursive: true, force: true });
    };
    const exited = cleanUp();
    const stop = async (): Promise<void> => {
      await stopChild(child, STOP_STAGES);
      await exited;
    };
    return {
      ...connectionStrings(passwords, port),
      port,
      exited,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function startServer(
  cluster: PostgresCluster,
  durable: boolean,
  portWanted: number | undefined,
): Promise<{ child: ChildProcess; pid: number; port: number }> {
  await rename(cluster.logFile, `${cluster.logFile}.1`).catch(() => {});
  for (let attempt = 1; ; attempt += 1) {
    const port = portWanted ?? (await findFreePort());
    const from = await logSize(cluster.logFile);
    const child = await spawnServer(cluster, port, durable);
    if (child.pid !== undefined && (await becomesReady(cluster, child))) {
      return { child, pid: child.pid, port };
    }
    await stopChild(child, STOP_STAGES);
    const tail = await logTail(cluster.logFile, from);
    if (attempt === START_ATTEMPTS_MAX || !TRANSIENT_FAILURE.test(tail)) {
      throw new StartupError(
        `PostgreSQL did not start from ${cluster.directory}: ${tail} (more in ${cluster.logFile})`,
      );
    }
    await sleep(RETRY_PAUSE_MS);
  }
}

async function spawnServer(
  cluster: PostgresCluster,
  port: number,
  durable: boolean,
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: CONNECTIONS_MAX,
    // Sooner than a statement gives up a lock (500 ms), so that a deadlock is told as one.
    deadlock_timeout: "200ms",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    // A refused row may hold a buyer's address, and the log is no place for it.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off", synchronous_commit: "off" }),
  };
  const log = await open(cluster.logFile, "a", 0o600);
  try {
    const child = spawn(
      cluster.binaries.postgres,
      ["-D", cluster.directory, ...Object.entries(settings).map(([k, v]) => `--${k}=${v}`)],
      {
        ...clusterSpawnOptions(cluster),
        // Ctrl-C in the terminal reaches a whole group, and this one has to end last.
        detached: true,
        stdio: ["ignore", log.fd, log.fd],
      },
    );
    child.on("error", () => {});
    return child;
  } finally {
    await log.close();
  }
}

async function becomesReady(cluster: PostgresCluster, child: ChildProcess): Promise<boolean> {
  const deadline = performance.now() + START_WAIT_MS_MAX;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const running = await findPostmaster(cluster.directory);
    if (running !== null && running.pid === child.pid && running.ready) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function readPasswords(dataDirectory: string): Promise<ClusterPasswords> {
  return {
    owner: await readOrCreateSecret(join(dataDirectory, "postgres-password")),
    runtime: await readOrCreateSecret(join(dataDirectory, "postgres-runtime-password")),
  };
}

function connectionStrings(
  passwords: ClusterPasswords,
  port: number,
): { url: string; runtimeUrl: string } {
  const at = `127.0.0.1:${port}/${DATABASE_NAME}`;
  return {
    url: `postgres://${DATABASE_NAME}:${passwords.owner}@${at}`,
    runtimeUrl: `postgres://${RUNTIME_ROLE}:${passwords.runtime}@${at}`,
  };
}

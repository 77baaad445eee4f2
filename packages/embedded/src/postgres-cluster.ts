import { spawn } from "node:child_process";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { POSTGRES_ENVIRONMENT } from "./environment.ts";
import { errorCode } from "./error-code.ts";
import { findPostgresBinaries, type PostgresBinaries } from "./postgres-binaries.ts";
import { StartupError } from "./startup-error.ts";
import { findClosedDirectory, postgresAccount, type SystemAccount } from "./system-account.ts";

/** One PostgreSQL cluster in a data directory, running or not. */
export interface PostgresCluster {
  dataDirectory: string;
  /** PostgreSQL's own directory below it. */
  directory: string;
  logFile: string;
  binaries: PostgresBinaries;
  account: SystemAccount | null;
}

/** The database, and the superuser that owns it. */
export const DATABASE_NAME = "stampede";
/** What the servers sign in as: a member of the role that migrations grant rows and no tables to. */
export const RUNTIME_ROLE = "stampede_app";
const RUNTIME_GROUP = "stampede_runtime";

/** Random characters of base64url, so that they need no quoting. */
export interface ClusterPasswords {
  owner: string;
  runtime: string;
}

/** PostgreSQL 18 reads no other version's files. */
const POSTGRES_MAJOR_VERSION = "18";

/**
 * Describes the cluster of a data directory and checks that PostgreSQL will be able to reach it.
 * @param dataDirectory an absolute path, with symbolic links resolved
 * @throws StartupError when its account may not enter a directory on the way
 */
export async function describeCluster(dataDirectory: string): Promise<PostgresCluster> {
  const directory = join(dataDirectory, "postgres");
  const [binaries, account] = await Promise.all([
    findPostgresBinaries(),
    postgresAccount(directory),
  ]);
  if (account !== null) await requireAccess(dataDirectory, binaries, account);
  return {
    dataDirectory,
    directory,
    binaries,
    account,
    logFile: join(dataDirectory, "postgres.log"),
  };
}

/** The options that run a program as PostgreSQL's account, with none of this process's secrets. */
export function clusterSpawnOptions(cluster: PostgresCluster): {
  cwd: string;
  env: Record<string, string>;
  uid?: number;
  gid?: number;
} {
  const { account, dataDirectory } = cluster;
  const ids = account === null ? {} : { uid: account.uid, gid: account.gid };
  return { cwd: dataDirectory, env: { ...POSTGRES_ENVIRONMENT }, ...ids };
}

/**
 * Makes the cluster's files, its roles and its database when there are none.
 * @param passwords of the roles
 * @param durable false leaves the files to the system's cache, for tests
 * @throws StartupError when the files are another version's, or cannot be made
 */
export async function initializeCluster(
  cluster: PostgresCluster,
  passwords: ClusterPasswords,
  durable: boolean,
): Promise<void> {
  const version = await readVersion(cluster.directory);
  if (version === POSTGRES_MAJOR_VERSION) return;
  if (version !== null) {
    throw new StartupError(
      `STAMPEDE_DATA_DIR: ${cluster.directory} holds PostgreSQL ${version}, ` +
        `and this is PostgreSQL ${POSTGRES_MAJOR_VERSION}; move it away, or dump and restore it`,
    );
  }
  // Made aside and then renamed, so that a start that was cut off leaves nothing half made.
  const draft = `${cluster.directory}.draft`;
  await rm(draft, { recursive: true, force: true });
  await makeFiles(cluster, draft, passwords.owner, durable);
  await runProgram(cluster, cluster.binaries.postgres, ["--single", "-D", draft, "postgres"], {
    input: [
      `CREATE DATABASE ${DATABASE_NAME}`,
      `CREATE ROLE ${RUNTIME_GROUP} NOLOGIN`,
      `CREATE ROLE ${RUNTIME_ROLE} LOGIN IN ROLE ${RUNTIME_GROUP} PASSWORD '${passwords.runtime}'`,
      "",
    ].join("\n"),
  });
  await rename(draft, cluster.directory).catch((error: unknown) => {
    throw new StartupError(
      `STAMPEDE_DATA_DIR: ${cluster.directory} is in the way (${errorCode(error)}); move it away`,
    );
  });
}

async function makeFiles(
  cluster: PostgresCluster,
  draft: string,
  password: string,
  durable: boolean,
): Promise<void> {
  const passwordFile = `${draft}.password`;
  await rm(passwordFile, { force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
  try {
    if (cluster.account !== null) {
      await chown(draft, cluster.account.uid, cluster.account.gid);
      await chown(passwordFile, cluster.account.uid, cluster.account.gid);
    }
    await runProgram(cluster, cluster.binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${DATABASE_NAME}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // PostgreSQL's own collation sorts the same on every machine.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-instructions",
      ...(durable ? [] : ["--no-sync"]),
    ]);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function runProgram(
  cluster: PostgresCluster,
  program: string,
  args: string[],
  options: { input?: string } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...clusterSpawnOptions(cluster),
      // Ctrl-C in the terminal must not cut it off half way.
      detached: true,
      stdio: "pipe",
    });
    let output = "";
    const collect = (chunk: Buffer): void => void (output += chunk.toString("utf8"));
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    child.once("error", (error) => reject(couldNotMake(cluster, error.message)));
    child.once("close", (status) => {
      const failure = /(?:ERROR|FATAL|PANIC|error|fatal): .*/.exec(output)?.[0];
      // A single-user session ends with 0 even when its statement fails.
      if (status === 0 && failure === undefined) resolve();
      else reject(couldNotMake(cluster, failure ?? `status ${status}`));
    });
  });
}

function couldNotMake(cluster: PostgresCluster, reason: string): StartupError {
  return new StartupError(
    `STAMPEDE_DATA_DIR: PostgreSQL could not make its files in ${cluster.directory} (${reason})`,
  );
}

async function readVersion(directory: string): Promise<string | null> {
  try {
    return (await readFile(join(directory, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw new StartupError(
      `STAMPEDE_DATA_DIR: ${directory} cannot be read (${errorCode(error)}); ` +
        `allow it, or set STAMPEDE_DATA_DIR to another directory`,
    );
  }
}

async function requireAccess(
  dataDirectory: string,
  binaries: PostgresBinaries,
  account: SystemAccount,
): Promise<void> {
  const closedToData = await findClosedDirectory(dataDirectory, account);
  if (closedToData !== null) {
    throw new StartupError(
      `STAMPEDE_DATA_DIR: PostgreSQL refuses to run as root, and its user "${account.name}" may ` +
        `not enter ${closedToData}; set STAMPEDE_DATA_DIR to a directory elsewhere, or run ` +
        `chmod o+x ${closedToData}`,
    );
  }
  const closedToPrograms = await findClosedDirectory(binaries.directory, account);
  if (closedToPrograms !== null) {
    throw new StartupError(
      `PostgreSQL refuses to run as root, and its user "${account.name}" may not enter ` +
        `${closedToPrograms}, where its programs are; move this checkout elsewhere, run ` +
        `chmod o+x ${closedToPrograms}, or set DATABASE_URL (STAMPEDE_DATA_DIR alone does not help)`,
    );
  }
}

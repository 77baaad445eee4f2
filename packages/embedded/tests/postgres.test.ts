import { fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";

import { joinOrStartEmbeddedPostgres, startEmbeddedPostgres } from "../src/postgres.ts";
import { findPostmaster } from "../src/postmaster.ts";
import { StartupError } from "../src/startup-error.ts";

const OWNER = join(import.meta.dirname, "fixtures/owner.ts");
const END_WAIT_MS_MAX = 10_000;
const POLL_MS = 20;

let dataDirectory: string;

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "stampede-embedded-"));
  await chmod(dataDirectory, 0o711);
});

afterEach(async () => {
  await rm(dataDirectory, { recursive: true, force: true });
});

test("keeps what was written over a stop and a second start, on 127.0.0.1 and with a password", async () => {
  const first = await startEmbeddedPostgres({ dataDirectory });
  await query(first.url, "CREATE TABLE kept AS SELECT 7 AS value");
  await first.stop();
  expect(await runningPid()).toBeNull();

  await using second = await startEmbeddedPostgres({ dataDirectory });
  expect(await query(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  expect(await query(second.url, "SHOW listen_addresses")).toEqual([
    { listen_addresses: "127.0.0.1" },
  ]);
  expect(await query(second.url, "SHOW synchronous_commit")).toEqual([
    { synchronous_commit: "on" },
  ]);
  const withoutPassword = new URL(second.url);
  withoutPassword.password = "wrong";
  await expect(query(withoutPassword.href, "SELECT 1")).rejects.toThrow(/authentication failed/);
  expect((await stat(join(dataDirectory, "postgres-password"))).mode & 0o777).toBe(0o600);
});

test("gives the servers a role that may not change a table", async () => {
  await using server = await startEmbeddedPostgres({ dataDirectory });
  expect(await query(server.runtimeUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await expect(query(server.runtimeUrl, "CREATE TABLE mine (id int)")).rejects.toThrow(
    /permission denied/,
  );
});

test("refuses a second start while the first one runs, and lets a command join it", async () => {
  await using server = await startEmbeddedPostgres({ dataDirectory });
  await expect(startEmbeddedPostgres({ dataDirectory })).rejects.toThrow(
    new RegExp(`already runs from ${dataDirectory} \\(pid ${process.pid}\\)`),
  );
  {
    await using joined = await joinOrStartEmbeddedPostgres({ dataDirectory });
    expect(joined.url).toBe(server.url);
  }
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("runs for a command's time when nobody else runs it, one command after another", async () => {
  await Promise.all(
    [1, 2, 3].map(async () => {
      await using own = await joinOrStartEmbeddedPostgres({ dataDirectory });
      await query(own.url, "SELECT 1");
    }),
  );
  expect(await runningPid()).toBeNull();
});

test("ends what a killed owner left running, and starts anew", async () => {
  const longGraceSeconds = 60;
  const leftover = await killOwner(longGraceSeconds);
  expect(await runningPid()).toBe(leftover);

  await using server = await startEmbeddedPostgres({ dataDirectory });
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(await runningPid()).not.toBe(leftover);
});

test("ends with an owner that is killed, even when nobody starts it again", async () => {
  await killOwner(0);
  const deadline = performance.now() + END_WAIT_MS_MAX;
  while ((await runningPid()) !== null && performance.now() < deadline) await sleep(POLL_MS);
  expect(await runningPid()).toBeNull();
});

test("takes neither an owner's nor a server's recycled pid for a living one", async () => {
  await (await startEmbeddedPostgres({ dataDirectory })).stop();
  const recycled = { pid: process.pid, identity: "another boot/1", role: "server" };
  await writeFile(join(dataDirectory, "owner.json"), JSON.stringify(recycled));
  await writeFile(
    join(dataDirectory, "postgres/postmaster.pid"),
    `${process.pid}\n${dataDirectory}/postgres\n1\n5432\n\n127.0.0.1\n\nready\n`,
  );
  await using server = await startEmbeddedPostgres({ dataDirectory });
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("leaves no file half made when its first start was cut off", async () => {
  await mkdir(join(dataDirectory, "postgres.draft"));
  await writeFile(join(dataDirectory, "postgres.draft/PG_VERSION"), "18\n");
  await using server = await startEmbeddedPostgres({ dataDirectory });
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("names the variable and the path when the data directory is a file", async () => {
  const path = join(dataDirectory, "file");
  await writeFile(path, "");
  const refusal = await startEmbeddedPostgres({ dataDirectory: path }).catch((error) => error);
  expect(refusal).toBeInstanceOf(StartupError);
  expect(refusal.message).toMatch(/^STAMPEDE_DATA_DIR: .*file is not a directory.*$/);
});

test("names the variable and the directory that may not be entered", async () => {
  const closed = join(dataDirectory, "closed");
  await mkdir(closed);
  await chmod(closed, process.getuid?.() === 0 ? 0o700 : 0o000);
  const refusal = await startEmbeddedPostgres({ dataDirectory: join(closed, "data") }).catch(
    (error) => error,
  );
  await chmod(closed, 0o700);
  expect(refusal).toBeInstanceOf(StartupError);
  expect(refusal.message).toMatch(/^STAMPEDE_DATA_DIR: .*\/closed.*$/);
});

test("refuses another version's files without touching them", async () => {
  await mkdir(join(dataDirectory, "postgres"));
  await writeFile(join(dataDirectory, "postgres/PG_VERSION"), "17\n");
  await expect(startEmbeddedPostgres({ dataDirectory })).rejects.toThrow(
    /holds PostgreSQL 17, and this is PostgreSQL 18/,
  );
  expect(await readFile(join(dataDirectory, "postgres/PG_VERSION"), "utf8")).toBe("17\n");
});

/** Lets another process start the database, and kills that process. */
async function killOwner(graceSeconds: number): Promise<number | null> {
  const owner = fork(OWNER, [dataDirectory, String(graceSeconds)]);
  await once(owner, "message");
  const pid = await runningPid();
  owner.kill("SIGKILL");
  await once(owner, "exit");
  return pid;
}

async function runningPid(): Promise<number | null> {
  return (await findPostmaster(join(dataDirectory, "postgres")))?.pid ?? null;
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

import { connect } from "node:net";

import { findFreePort } from "@stampede/embedded/free-port";
import pg from "pg";
import { expect, test } from "vitest";

import { createTestDatabase } from "../src/database.ts";
import { runApp, spawnApp } from "../src/processes.ts";
import { startTestRedis } from "../src/redis.ts";
import { waitFor } from "../src/wait-for.ts";

const SERVER = "packages/testing/tests/fixtures/server.ts";

test("gives each test a migrated database that no other test sees", async () => {
  const databases = await Promise.all([1, 2, 3].map(() => createTestDatabase()));
  for (const { url } of databases) {
    expect(await query(url, "SELECT count(*)::int AS n FROM events")).toEqual([{ n: 0 }]);
    await query(url, "CREATE TABLE mine ()");
  }
  await Promise.all(databases.map((database) => database.drop()));
  await expect(query(databases[0]?.url ?? "", "SELECT 1")).rejects.toThrow(/does not exist/);
});

test("a frozen Redis answers nobody, a thawed one does, and a restart keeps the address", async () => {
  await using redis = await startTestRedis({ persistent: true });
  expect(await command(redis.url, "SET kept 1")).toContain("OK");
  redis.freeze();
  await expect(command(redis.url, "GET kept")).rejects.toThrow("no answer");
  redis.thaw();
  expect(await command(redis.url, "GET kept")).toContain("$1");
  await redis.restart();
  expect(await command(redis.url, "PING")).toContain("PONG");
  await redis.kill();
  await expect(command(redis.url, "PING")).rejects.toThrow("ECONNREFUSED");
});

test("waits for a condition, and names what never came with its last error", async () => {
  let calls = 0;
  expect(await waitFor(() => (calls += 1) === 3 && "third")).toBe("third");
  const failure = waitFor(() => Promise.reject(new Error("not there")), {
    timeoutMs: 50,
    describe: "the tide",
  });
  await expect(failure).rejects.toThrow("waited 50 ms in vain for the tide");
  await expect(failure).rejects.toHaveProperty("cause.message", "not there");
});

test("an app that was spawned is gone after its test, even one that ignores SIGTERM", async () => {
  const port = await findFreePort();
  const env = { PORT: String(port) };
  let pid = 0;
  {
    await using app = await spawnApp({ entry: SERVER, env, args: [String(port)] });
    await app.ready("/");
    expect(app.output()).toContain("listening");
    pid = app.pid;
  }
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");

  const stubborn = await spawnApp({ entry: SERVER, env, args: [String(port), "stubborn"] });
  await stubborn.ready("/");
  await stubborn.kill("SIGKILL");
  expect(await stubborn.exited).toBeNull();
});

test("an app that ends before it is ready fails at once, with what it wrote", async () => {
  await using app = await spawnApp({ entry: "packages/testing/tests/fixtures/missing.ts" });
  await expect(app.ready()).rejects.toThrow(/process ended \(1\).*Cannot find module/s);
  const run = await runApp({ entry: "packages/testing/tests/fixtures/missing.ts" });
  expect(run.status).toBe(1);
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const REPLY_WAIT_MS_MAX = 300;

function command(url: string, line: string): Promise<string> {
  const { hostname, port, password } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let reply = "";
    socket.setEncoding("utf8");
    socket.setTimeout(REPLY_WAIT_MS_MAX, () => socket.destroy(new Error("no answer")));
    socket.on("data", (chunk: string) => (reply += chunk));
    socket.once("error", reject);
    socket.once("close", () => resolve(reply));
    socket.write(`AUTH ${password}\r\n${line}\r\nQUIT\r\n`);
  });
}

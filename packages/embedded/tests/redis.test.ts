import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { findRedisServer, startRedis } from "../src/redis.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "stampede-redis-"));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

test("finds redis-server before valkey-server, and nothing on an empty path", async () => {
  expect(await findRedisServer(directory)).toBeNull();
  for (const name of ["valkey-server", "redis-server"]) {
    await writeFile(join(directory, name), "");
    await chmod(join(directory, name), 0o755);
    expect(await findRedisServer(`/nowhere:${directory}`)).toBe(join(directory, name));
  }
});

test("refuses writes rather than dropping jobs when its memory is full", async () => {
  await using redis = await startRedis({ directory });
  const password = new URL(redis.url).password;
  expect(await talk(redis.port, `AUTH ${password}\r\nCONFIG GET maxmemory-policy`)).toContain(
    "noeviction",
  );
});

test("answers nobody without the password", async () => {
  await using redis = await startRedis({ directory });
  expect(await talk(redis.port, "PING")).toContain("NOAUTH");
});

test("leaves no process behind", async () => {
  const redis = await startRedis({ directory });
  await redis.stop();
  expect(() => process.kill(redis.pid, 0)).toThrow(/ESRCH/);
});

/** Sends commands, asks for the end and returns all that was answered. */
function talk(port: number, commands: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port });
    let reply = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => (reply += chunk));
    socket.once("error", reject);
    socket.once("close", () => resolve(reply));
    socket.write(`${commands}\r\nQUIT\r\n`);
  });
}

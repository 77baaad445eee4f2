import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";

import { Buffer } from "node:buffer";
import pg from "pg";
import { expect, test } from "vitest";

import { createTestDatabase } from "../src/database.ts";
import { type FaultProxy, openProxy } from "../src/fault-proxy.ts";
import { postgresMessages } from "../src/postgres-messages.ts";
import { query } from "../src/query.ts";
import { redisCommands } from "../src/redis-commands.ts";
import { waitFor } from "../src/wait-for.ts";

async function open(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** A connection through a proxy on which a transaction has made a table. */
async function beginTable(proxy: FaultProxy): Promise<pg.Client> {
  const client = await open(proxy.url);
  await client.query("BEGIN");
  await client.query("CREATE TABLE mine ()");
  return client;
}

const hasTable = async (url: string): Promise<boolean> =>
  (await query(url, "SELECT FROM pg_tables WHERE tablename = 'mine'")).length > 0;

test("messages of PostgreSQL are told apart, whatever pieces they come in", async () => {
  const select = Buffer.from("Q\0\0\0\x0dSELECT 1\0", "latin1");
  const startup = Buffer.from("\0\0\0\x08\x04\xd2\x16\x2f", "latin1");
  const cutter = postgresMessages("client");
  const sent = Buffer.concat([startup, select, select]);
  const messages = [...sent].flatMap((byte) => cutter(Buffer.from([byte])));
  expect(messages.map(({ type, text }) => [type, text])).toEqual([
    ["", "\x04\xd2\x16\x2f"],
    ["Q", "SELECT 1\0"],
    ["Q", "SELECT 1\0"],
  ]);
  expect(Buffer.concat(messages.map(({ bytes }) => bytes))).toEqual(sent);
});

test("commands to Redis are told apart, whatever pieces they come in", () => {
  const sent = "*2\r\n$3\r\nget\r\n$4\r\na\r\nb\r\nPING\r\n*1\r\n$4\r\nPING\r\n";
  const cutter = redisCommands();
  const commands = [...Buffer.from(sent)].flatMap((byte) => cutter(Buffer.from([byte])));
  expect(commands.map(({ type, text }) => [type, text])).toEqual([
    ["GET", "get a\r\nb"],
    ["PING", "PING"],
    ["PING", "PING"],
  ]);
});

test.each([
  { edge: "before", from: "client", isDone: false },
  { edge: "after", from: "client", isDone: true },
  { edge: "before", from: "server", isDone: true },
] as const)(
  "a connection that is cut $edge the $from's COMMIT has committed: $isDone",
  async ({ edge, from, isDone }) => {
    await using database = await createTestDatabase();
    await using proxy = await openProxy(database.url);
    const client = await beginTable(proxy);
    const sprung = proxy.springAt({ from, text: "COMMIT\0", edge });
    const failure = client.query("COMMIT").catch((error: unknown) => error);
    await sprung;
    if (isDone) await waitFor(() => hasTable(database.url));
    proxy.reset();
    expect(await failure).toBeInstanceOf(Error);
    expect(await hasTable(database.url)).toBe(isDone);
    const again = await open(proxy.url);
    expect((await again.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await again.end();
  },
);

test("the nth message of a type is the one that is waited for", async () => {
  await using database = await createTestDatabase();
  await using proxy = await openProxy(database.url);
  const client = await open(proxy.url);
  const sprung = proxy.springAt({ from: "client", type: "Q", text: "SELECT", nth: 2 });
  await client.query("SELECT 1");
  await client.query("SET application_name = 'x'");
  const failure = client.query("SELECT 2").catch((error: unknown) => error);
  await sprung;
  proxy.reset();
  expect(await failure).toBeInstanceOf(Error);
});

test("what is frozen arrives once it is mended; what is cut is refused until then", async () => {
  await using database = await createTestDatabase();
  await using proxy = await openProxy(database.url);
  const client = await open(proxy.url);
  proxy.freeze();
  let isAnswered = false;
  const answer = client.query("SELECT 1 AS one").then(({ rows }) => {
    isAnswered = true;
    return rows;
  });
  await query(database.url, "SELECT pg_sleep(0.1)");
  expect(isAnswered).toBe(false);
  await proxy.mend();
  expect(await answer).toEqual([{ one: 1 }]);
  proxy.cut();
  await expect(open(proxy.url)).rejects.toThrow("ECONNREFUSED");
  await proxy.mend();
  await (await open(proxy.url)).end();
});

test("a delayed message comes so much later, and a dripping one in small pieces", async () => {
  await using echo = await startEcho();
  await using proxy = await openProxy(`redis://127.0.0.1:${echo.port}`);
  const socket = connect(Number(new URL(proxy.url).port), "127.0.0.1");
  const pieces: string[] = [];
  socket.on("data", (piece) => pieces.push(piece.toString()));
  proxy.delay(50);
  const sentAt = performance.now();
  socket.write("PING\r\n");
  await waitFor(() => pieces.join("") === "PING\r\n");
  expect(performance.now() - sentAt).toBeGreaterThanOrEqual(95);

  await proxy.mend();
  proxy.drip({ bytes: 1, pauseMs: 5 });
  pieces.length = 0;
  socket.write("PING\r\n");
  await waitFor(() => pieces.join("") === "PING\r\n");
  expect(pieces.length).toBeGreaterThan(1);
  socket.destroy();
});

test("nothing that follows a command to Redis is carried", async () => {
  await using echo = await startEcho();
  await using proxy = await openProxy(`redis://127.0.0.1:${echo.port}`);
  const socket = connect(Number(new URL(proxy.url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  const sprung = proxy.springAt({ from: "client", type: "SET", nth: 2, edge: "after" });
  socket.write("SET a 1\r\nGET a\r\nSET b 2\r\nGET b\r\n");
  await sprung;
  await waitFor(() => echo.received().includes("SET b"));
  await setImmediate();
  expect(echo.received()).toBe("SET a 1\r\nGET a\r\nSET b 2\r\n");
  const closed = new Promise((resolve) => socket.once("close", resolve));
  proxy.reset();
  await closed;
});

/** A server that sends back what it is sent. */
async function startEcho() {
  const sockets = new Set<Socket>();
  let received = "";
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (piece) => {
      received += piece.toString();
      socket.write(piece);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port of TCP has such an address.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const { port } = server.address() as AddressInfo;
  return {
    port,
    received: () => received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

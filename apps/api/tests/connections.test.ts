import type { RequestListener } from "node:http";
import { BlockList, connect } from "node:net";
import { createLog } from "@stampede/service/log";
import { waitFor } from "@stampede/testing/wait-for";
import { afterEach, expect, test } from "vitest";
import { type HttpServer, listen } from "../src/http-server.ts";
import type { ConnectionLimits } from "../src/overload/limit-connections.ts";
import { openRaw, type RawConnection, rawRequest } from "./raw-connection.ts";

/** More than the kernel keeps for one connection. */
const BYTES = 32 * 1_024 * 1_024;
/** Instead of half a minute. */
const WINDOW_MS = 3_000;

const nothing = (): Response => new Response();
let server: HttpServer | undefined;
afterEach(() => server?.drain());

async function serve(
  limits: Partial<ConnectionLimits>,
  answer: RequestListener = (_, outgoing) => void outgoing.end("ok"),
): Promise<string> {
  const log = createLog({ app: "api", level: "silent" });
  const base = { trustedProxies: new BlockList(), isFair: true, log };
  const address = { host: "127.0.0.1", port: 0 };
  server = await listen(nothing, address, { ...base, ...limits }, () => answer);
  return `http://127.0.0.1:${server.port}`;
}

/** Opens a connection and sees whether it is served. */
async function isServed(url: string): Promise<RawConnection | undefined> {
  const connection = await openRaw(url);
  connection.write(rawRequest("GET /", ["host: x"]).head);
  const refused = connection.closed().then(() => undefined);
  return Promise.race([connection.reply().then(() => connection), refused]);
}

test.each([
  ["beyond as many as a process takes", { total: 2 }],
  ["beyond a client's share", { perClient: 2 }],
])("a connection %s is closed, and one more is taken when one has gone", async (_, limits) => {
  const url = await serve(limits);
  const first = await isServed(url);
  expect(first).toBeDefined();
  expect(await isServed(url)).toBeDefined();
  expect(await isServed(url)).toBeUndefined();
  await first?.leave();
  expect(await waitFor(() => isServed(url))).toBeDefined();
});

test("a trusted proxy stands for many clients", async () => {
  const trustedProxies = new BlockList();
  trustedProxies.addAddress("127.0.0.1");
  const url = await serve({ perClient: 1, trustedProxies });
  expect(await isServed(url)).toBeDefined();
  expect(await isServed(url)).toBeDefined();
});

test("who takes nothing of what it is sent is cut, and who reads gets all of it", async () => {
  let ended = 0;
  const url = await serve({ readerWindowMs: WINDOW_MS }, (_, outgoing) => {
    outgoing.once("close", () => ended++);
    outgoing.end(Buffer.alloc(BYTES));
  });
  const all = await (await fetch(url)).arrayBuffer();
  expect(all.byteLength).toBe(BYTES);
  const stalled = connect({ port: Number(new URL(url).port), host: "127.0.0.1" }).pause();
  // What the kernel had taken is reset.
  stalled.on("error", () => undefined);
  stalled.write(rawRequest("GET /", ["host: x"]).head);
  await waitFor(() => ended === 2, { describe: "the end of the one that reads nothing" });
  stalled.destroy();
});

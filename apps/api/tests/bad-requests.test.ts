import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { replyOf } from "./call.ts";
import { type ChangedRows, watchRows } from "./changed-rows.ts";
import { leakIn } from "./leaks.ts";
import { openRaw } from "./raw-connection.ts";
import { startTestApi, type TestApi } from "./test-api.ts";

let api: TestApi;
let changedRows: ChangedRows;
beforeAll(async () => {
  api = await startTestApi();
  changedRows = await watchRows(api);
});
afterEach(async () => {
  const changed = await changedRows.take();
  if (changed.length > 0) throw new Error(`it changed ${changed.join()}`);
  const { status } = await fetch(`${api.url}/readyz`);
  if (status !== 200) throw new Error(`/readyz answers ${status}`);
});
afterAll(() => api[Symbol.asyncDispose]());

const JSON_TYPE = { "content-type": "application/json" };
type Body = string | Uint8Array<ArrayBuffer>;

const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const BAD_BODIES: [name: string, status: number, body: Body, headers?: Record<string, string>][] = [
  ["truncated JSON", 400, '{"eventId":'],
  ["no body", 400, ""],
  ["no JSON", 400, "undefined"],
  ["JSON twice", 400, "{}{}"],
  ["JSON 30 000 deep", 400, deep(30_000)],
  ["JSON 200 000 deep", 413, deep(200_000)],
  ["objects 10 000 deep", 400, `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
  ["what is no UTF-8", 400, new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ["a surrogate in UTF-8", 400, new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ["UTF-16", 400, new Uint8Array(Buffer.from("{}", "utf16le"))],
  ["a body of 1 MB", 413, JSON.stringify({ eventId: "x".repeat(1_000_000) })],
  ["1 000 lines", 400, JSON.stringify({ items: Array.from({ length: 1_000 }, () => ({})) })],
  ["__proto__", 400, '{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}'],
  ["a form", 415, "a=b", { "content-type": "application/x-www-form-urlencoded" }],
  ["plain text", 415, "{}", { "content-type": "text/plain" }],
  ["no content type", 415, new Uint8Array([0x7b, 0x7d]), {}],
  ["a multipart form", 415, "--x--", { "content-type": "multipart/form-data; boundary=x" }],
  ["bytes", 415, "{}", { "content-type": "application/octet-stream" }],
  ["nearly JSON", 415, "{}", { "content-type": "application/json5" }],
];

describe.each([
  ["a call", "/trpc/reservations.create", {}],
  ["a call to tRPC's own handler", "/trpc/reservations.create", { "trpc-accept": "*/*" }],
  ["a batch", "/trpc/reservations.create,reservations.create?batch=1", {}],
  ["signing in", "/api/auth/sign-in/email", { origin: "" }],
])("of %s", (_, path, standing) => {
  test.each(BAD_BODIES)(
    "%s is refused with %i",
    async (name, status, body, headers = JSON_TYPE) => {
      const own = "origin" in standing ? { origin: api.url } : standing;
      const init = { method: "POST", body, headers: { ...headers, ...own } };
      const reply = await replyOf(await fetch(api.url + path, init));
      expect(leakIn(reply.text)).toBeUndefined();
      expect(reply.text).toContain('"reason":"INVALID_INPUT"');
      // Each call of a batch is refused for itself.
      expect(reply.status).toBe(status);
      if (!path.includes("batch")) expect(reply.error().reason).toBe("INVALID_INPUT");
      expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
    },
  );
});

test.each([
  ["GET", 11, {}],
  ["GET", 500, {}],
  ["GET", 11, { "trpc-accept": "*/*" }],
  ["POST", 11, JSON_TYPE],
  ["POST", 500, JSON_TYPE],
  ["POST", 11, { ...JSON_TYPE, "trpc-accept": "*/*" }],
])("a batch by %s of %i calls is refused", async (method, count, headers) => {
  const path = method === "GET" ? "events.list" : "reservations.create";
  const paths = Array.from({ length: count }, () => path).join(",");
  const address = `${api.url}/trpc/${paths}?batch=1`;
  const init = method === "GET" ? { headers } : { method, headers, body: "{}" };
  const reply = await replyOf(await fetch(address, init));
  expect(reply.status).toBe(400);
  expect(reply.error().reason).toBe("INVALID_INPUT");
});

test.each(["[]", "1", "null", '"x"', "[{}]"])(
  "a batch whose input is %s is refused",
  async (input) => {
    for (const headers of [{}, { "trpc-accept": "*/*" }]) {
      const address = `${api.url}/trpc/events.get,events.get?batch=1&input=${encodeURIComponent(input)}`;
      const reply = await replyOf(await fetch(address, { headers }));
      expect(reply.status).toBe(400);
      expect(reply.text).toContain('"reason":"INVALID_INPUT"');
      expect(leakIn(reply.text)).toBeUndefined();
    }
  },
);

describe("a request whose length is", () => {
  const line =
    "POST /trpc/reservations.create HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
  test.each([
    ["no number", "content-length: two\r\n\r\n{}"],
    ["negative", "content-length: -1\r\n\r\n{}"],
    ["said twice", "content-length: 2\r\ncontent-length: 3\r\n\r\n{}"],
    [
      "said in two ways",
      "content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    ],
    ["shorter than it is", "content-length: 1\r\n\r\n{}"],
    ["beyond all numbers", `content-length: ${"9".repeat(40)}\r\n\r\n{}`],
  ])("%s is refused, and the connection ended", async (_, rest) => {
    const connection = await openRaw(api.url);
    connection.write(line + rest);
    await connection.closed();
    expect(connection.received()).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(connection.received()).not.toMatch(/^HTTP\/1\.1 [25]/m);
  });
});

test("a body without a length is refused once it is too large", async () => {
  const chunk = new TextEncoder().encode(" ".repeat(10_000));
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(chunk),
  });
  const response = await fetch(`${api.url}/trpc/reservations.create`, {
    method: "POST",
    headers: JSON_TYPE,
    body,
    duplex: "half",
  }).catch(() => undefined);
  // The server may close before the client has read the reply to what it is still sending.
  if (response !== undefined) expect(response.status).toBe(413);
  expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
});

test.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("%s is refused", async (method) => {
  const response = await fetch(`${api.url}/trpc/events.list`, { method, headers: JSON_TYPE });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});

test.each(["/trpc/nope", "/trpc/", "/trpc/constructor", "/trpc/__proto__", "/nope", "/%2e%2e/x"])(
  "%s is not found",
  async (path) => {
    const reply = await replyOf(await fetch(api.url + path));
    expect(reply.status).toBe(404);
    expect(reply.error().reason).toBe("NOT_FOUND");
  },
);

test("a path that cannot be decoded is refused", async () => {
  const reply = await replyOf(await fetch(`${api.url}/trpc/%E0%A4%A`));
  expect(reply.status).toBe(400);
  expect(reply.error().reason).toBe("INVALID_INPUT");
});

test("what is no HTTP at all is answered and cut", async () => {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.end("NONSENSE\r\n\r\n");
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
});

test("headers that trickle in are cut off after 5 s", async () => {
  const { hostname, port } = new URL(api.url);
  const startedAt = performance.now();
  const socket = connect(Number(port), hostname);
  socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n");
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  expect(text).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - startedAt).toBeLessThan(8_000);
});

test("the metrics count calls by their outcome", async () => {
  await api.call("events.list");
  const text = await (await fetch(`${api.url}/metrics`)).text();
  expect(text).toMatch(/stampede_procedure_calls_total\{procedure="events.list",outcome="ok"\} \d/);
  expect(text).toContain("nodejs_eventloop_lag_seconds");
  expect(text).toContain("http_request_duration_seconds_bucket");
});

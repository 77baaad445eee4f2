import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Reply, replyOf } from "./call.ts";
import { startTestApi, type TestApi } from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const JSON_TYPE = { "content-type": "application/json" };

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = JSON_TYPE,
): Promise<Reply> {
  const address = `${api.url}/trpc/reservations.create`;
  return replyOf(await fetch(address, { method: "POST", body, headers }));
}

const bad: [name: string, status: number, send: () => Promise<Reply>][] = [
  ["truncated JSON", 400, () => post('{"eventId":')],
  ["no body", 400, () => post("")],
  ["JSON 30 000 deep", 400, () => post(`${"[".repeat(30_000)}${"]".repeat(30_000)}`)],
  ["JSON 200 000 deep", 413, () => post(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)],
  ["what is no UTF-8", 400, () => post(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))],
  ["a body of 1 MB", 413, () => post(JSON.stringify({ eventId: "x".repeat(1_000_000) }))],
  [
    "1 000 lines",
    400,
    () => post(JSON.stringify({ items: Array.from({ length: 1_000 }, () => ({})) })),
  ],
  [
    "__proto__",
    400,
    () => post('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}'),
  ],
  ["a form", 415, () => post("a=b", { "content-type": "application/x-www-form-urlencoded" })],
  ["plain text", 415, () => post("{}", { "content-type": "text/plain" })],
  ["no content type", 415, () => post(new Uint8Array([0x7b, 0x7d]), {})],
  [
    "a multipart form",
    415,
    () => post("--x--", { "content-type": "multipart/form-data; boundary=x" }),
  ],
  ["bytes", 415, () => post("{}", { "content-type": "application/octet-stream" })],
];

test.each(bad)("%s is refused with %i", async (_, status, send) => {
  const reply = await send();
  expect(reply.error().reason).toBe("INVALID_INPUT");
  expect(reply.status).toBe(status);
  expect(reply.text).not.toMatch(/\.ts|node_modules|\bat \w+ \(/);
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

test("nothing is written by a GET", async () => {
  const reply = await api.call("reservations.create", { input: {}, method: "GET" });
  expect(reply.status).toBe(405);
  expect(reply.error().reason).toBe("INVALID_INPUT");
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

test("every reply says how it may be used", async () => {
  const { headers } = await fetch(`${api.url}/trpc/nope`);
  expect(Object.fromEntries(headers)).toMatchObject({
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-request-id": expect.stringMatching(/^[\w-]+$/),
  });
});

test("the metrics count calls by their outcome", async () => {
  await api.call("events.list");
  const text = await (await fetch(`${api.url}/metrics`)).text();
  expect(text).toMatch(/stampede_procedure_calls_total\{procedure="events.list",outcome="ok"\} \d/);
  expect(text).toContain("nodejs_eventloop_lag_seconds");
  expect(text).toContain("http_request_duration_seconds_bucket");
});

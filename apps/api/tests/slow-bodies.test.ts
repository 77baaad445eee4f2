import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRaw } from "./raw-connection.ts";
import { createWorld, newReservation, startTestApi, type TestApi, type World } from "./test-api.ts";

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startTestApi();
  world = await createWorld(api, { capacity: 100 });
});
afterAll(() => api[Symbol.asyncDispose]());

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** Calls to reserve in chunks, which the lean path leaves to the stock handler. */
function chunkedRequest(
  body: string,
  { query = "", headers = [] }: { query?: string; headers?: readonly string[] } = {},
): { start: string; rest: string } {
  const head = [
    `POST /trpc/reservations.create${query} HTTP/1.1`,
    "host: localhost",
    "content-type: application/json",
    "transfer-encoding: chunked",
    ...headers,
  ].join("\r\n");
  const start = `${head}\r\n\r\n${chunk(body.slice(0, 20))}`;
  return { start, rest: `${chunk(body.slice(20))}0\r\n\r\n` };
}

test("a body in chunks reserves when it is whole in time", async () => {
  const input = newReservation(world.eventId, world.ticketTypeId);
  const { start, rest } = chunkedRequest(JSON.stringify(input));
  const connection = await openRaw(api.url);
  connection.write(start);
  connection.write(rest);
  expect(await connection.reply()).toMatch(/^HTTP\/1\.1 200 /);
  await connection.leave();
});

test.each([
  ["a reply", {}, /^HTTP\/1\.1 503 /],
  [
    "a stream of replies",
    { query: "?batch=1", headers: ["trpc-accept: application/jsonl"] },
    /UNAVAILABLE/,
  ],
])(
  "a body in chunks that comes after its caller was told that it is late, in %s, reserves nothing",
  async (_, options, told) => {
    const input = newReservation(world.eventId, world.ticketTypeId);
    const body = "query" in options ? { 0: input } : input;
    const { start, rest } = chunkedRequest(JSON.stringify(body), options);
    const connection = await openRaw(api.url);
    connection.write(start);
    expect(await connection.reply()).toMatch(told);
    connection.write(rest);
    await connection.leave();
    // Whatever was under way before this one is done once this one is.
    const other = newReservation(world.eventId, world.ticketTypeId);
    expect((await api.call("reservations.create", { input: other })).status).toBe(200);
    const key = `idempotency_key = '${input.idempotencyKey}'`;
    expect(await api.rows(`SELECT FROM reservations WHERE ${key}`)).toEqual([]);
  },
);

test.each([
  ["with a length", "content-length: 100", ""],
  ["in chunks", "transfer-encoding: chunked", ""],
  ["in chunks, for a stream of replies", "transfer-encoding: chunked", "application/jsonl"],
])("a payment whose body %s never comes keeps no place among buyers", async (_, length, accept) => {
  const connection = await openRaw(api.url);
  const head = [
    `POST /trpc/reservations.pay,reservations.pay?batch=1 HTTP/1.1`,
    "host: localhost",
    "content-type: application/json",
    `authorization: Bearer ${world.accessToken}`,
    length,
    ...(accept === "" ? [] : [`trpc-accept: ${accept}`]),
  ];
  connection.write(`${head.join("\r\n")}\r\n\r\n`);
  // Node itself would say 408, much later.
  const reply = await connection.reply();
  expect(reply).toMatch(accept === "" ? /^HTTP\/1\.1 503 / : /^HTTP\/1\.1 2/);
  expect(reply.match(/"reason":"UNAVAILABLE"/g)).toHaveLength(2);
  const underWay = async (): Promise<string | undefined> => {
    const metrics = await (await fetch(`${api.url}/metrics`)).text();
    return /calls_in_flight\{lane="buyer"\} (\d+)/.exec(metrics)?.[1];
  };
  await waitFor(async () => (await underWay()) === "0");
  await connection.leave();
});

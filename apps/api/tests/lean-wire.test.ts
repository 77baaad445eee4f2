import { openDatabase } from "@stampede/db/client";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRaw, rawRequest } from "./raw-connection.ts";
import { createWorld, newReservation, startTestApi, type TestApi, type World } from "./test-api.ts";

const HOST = "host: localhost";
const LIST = "GET /trpc/events.list";
const RESERVE = "POST /trpc/reservations.create";
/** In a request id, so that the line about the request cannot be written. */
const UNWRITABLE = "no-room-for-this";

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startTestApi({}, (line) => {
    if (line.includes(UNWRITABLE)) throw new Error("the log is full");
  });
  world = await createWorld(api, { capacity: 100 });
});
afterAll(() => api[Symbol.asyncDispose]());

async function exchange(line: string, headers: readonly string[], body?: string): Promise<string> {
  const connection = await openRaw(api.url);
  const request = rawRequest(line, headers, body);
  connection.write(request.head + request.body);
  const reply = await connection.reply();
  await connection.leave();
  return reply;
}

const statusOf = (reply: string) => Number(/^HTTP\/1\.1 (\d+) /.exec(reply)?.[1]);
/** The lean path begins with its standing headers, and the stock handler ends with them. */
const isLean = (reply: string) => /^[^\n]*\n(connection: close\r\n)?content-sec/i.test(reply);

describe("the lean path itself answers", () => {
  test.each([
    ["a query", LIST, [HOST], undefined, 200],
    ["a batch of queries", "GET /trpc/events.list,events.list?batch=1", [HOST], undefined, 200],
    ["a mutation that is refused", RESERVE, [HOST], "{}", 400],
    ["a caller with a credential", LIST, [HOST, "authorization: Bearer x"], undefined, 200],
    ["a host with a port", LIST, ["host: TICKETS.example:3000"], undefined, 200],
    ["a host that is an IPv6 address", LIST, ["host: [::1]:3000"], undefined, 200],
  ])("%s", async (_, line, headers, body, status) => {
    const reply = await exchange(line, headers, body);
    expect(statusOf(reply)).toBe(status);
    expect(isLean(reply)).toBe(true);
  });

  test("a reservation", async () => {
    const input = newReservation(world.eventId, world.ticketTypeId);
    const reply = await exchange(RESERVE, [HOST], JSON.stringify(input));
    expect(statusOf(reply)).toBe(200);
    expect(isLean(reply)).toBe(true);
  });
});

describe("left to the stock handler is", () => {
  test.each([
    ["what names tRPC's own media types", [HOST, "trpc-accept: application/json"], 200],
    ["a doubled content type", [HOST, "content-type: application/json", "Content-Type: x/y"], 200],
    ["a host with a space", ["host: a b"], 400],
    ["a host with a user", ["host: x@y"], 400],
    ["an empty host", ["host:"], 400],
  ])("%s", async (_, headers, status) => {
    const reply = await exchange(LIST, [...headers, "connection: close"]);
    expect(statusOf(reply)).toBe(status);
    expect(isLean(reply)).toBe(false);
  });

  test("a caller with two credentials, of whom neither counts", async () => {
    const { reservationId, accessToken } = world;
    const input = encodeURIComponent(JSON.stringify({ reservationId }));
    const line = `GET /trpc/reservations.get?input=${input}`;
    const own = `authorization: Bearer ${accessToken}`;
    expect(statusOf(await exchange(line, [HOST, own]))).toBe(200);
    const reply = await exchange(line, [HOST, own, "Authorization: Bearer other"]);
    expect(statusOf(reply)).toBe(401);
    expect(isLean(reply)).toBe(false);
  });
});

test("a body that comes after its caller was told that it is late reserves nothing", async () => {
  const input = newReservation(world.eventId, world.ticketTypeId);
  const { head, body } = rawRequest(RESERVE, [HOST], JSON.stringify(input));
  const connection = await openRaw(api.url);
  connection.write(head + body.slice(0, 20));
  const reply = await connection.reply();
  expect(statusOf(reply)).toBe(503);
  expect(reply).toMatch(/\r\nconnection: close\r\n/i);
  expect(isLean(reply)).toBe(true);
  connection.write(body.slice(20));
  await connection.closed();
  // Whatever was under way before this one is done once this one is.
  const other = newReservation(world.eventId, world.ticketTypeId);
  expect((await api.call("reservations.create", { input: other })).status).toBe(200);
  expect(await reservationsOf(input.idempotencyKey)).toBe(0);
});

test("a buyer who leaves while the reservation waits for its turn gets none", async () => {
  const db = openDatabase({
    connectionString: api.databaseUrl,
    applicationName: "test-lock",
    poolSize: 1,
  });
  const holder = await db.pool.connect();
  const { eventId, ticketTypeId } = world;
  try {
    await holder.query("BEGIN");
    await holder.query(`SELECT FROM inventory WHERE event_id = '${eventId}' FOR UPDATE`);
    const stays = newReservation(eventId, ticketTypeId);
    const staying = api.call("reservations.create", { input: stays });
    await waitFor(async () => {
      const blocked = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
      return (await api.rows(`${blocked} AND datname = current_database()`)).length > 0;
    });
    const leaves = newReservation(eventId, ticketTypeId);
    const request = rawRequest(RESERVE, [HOST, "x-request-id: leaver"], JSON.stringify(leaves));
    const connection = await openRaw(api.url);
    connection.write(request.head + request.body);
    await connection.leave();
    await holder.query("COMMIT");

    expect((await staying).status).toBe(200);
    expect(await lineOf("leaver")).toMatchObject({ level: "info", status: 499 });
    expect(await reservationsOf(stays.idempotencyKey)).toBe(1);
    expect(await reservationsOf(leaves.idempotencyKey)).toBe(0);
    expect(await countedAsLeft()).toBe(1);
  } finally {
    holder.release();
    await db.close();
  }
});

test("a buyer who leaves before the body is whole is counted as one who left", async () => {
  const before = await countedAsLeft();
  const { head } = rawRequest(RESERVE, [HOST, "x-request-id: half-a-leaver"], "{}");
  const connection = await openRaw(api.url);
  connection.write(`${head}{`);
  await connection.leave();
  expect(await lineOf("half-a-leaver")).toMatchObject({ level: "info", status: 499 });
  expect(await countedAsLeft()).toBe(before + 1);
});

test("a reply that cannot be finished costs its own connection and nothing else", async () => {
  const connection = await openRaw(api.url);
  connection.write(rawRequest(LIST, [HOST, `x-request-id: ${UNWRITABLE}`]).head);
  await connection.closed();
  await waitFor(() => api.logged().includes("a reply failed"));
  expect(statusOf(await exchange(LIST, [HOST]))).toBe(200);
});

async function reservationsOf(idempotencyKey: string): Promise<number> {
  const rows = await api.rows(
    `SELECT FROM reservations WHERE idempotency_key = '${idempotencyKey}'`,
  );
  return rows.length;
}

/** What was logged of the request with this id, once it is there. */
async function lineOf(requestId: string): Promise<unknown> {
  const line = await waitFor(() =>
    api
      .logged()
      .split("\n")
      .find((text) => text.includes(`"${requestId}"`)),
  );
  return JSON.parse(line);
}

async function countedAsLeft(): Promise<number> {
  const metrics = await (await fetch(`${api.url}/metrics`)).text();
  return Number(/procedure="reservations.create",outcome="LEFT"\} (\d+)/.exec(metrics)?.[1] ?? 0);
}

import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { availabilityShape } from "@stampede/domain/inventory/shapes";
import { openDatabase } from "@stampede/db/client";
import { createAvailabilityFeed } from "@stampede/domain/inventory/availability-feed";
import { createAvailabilityReader } from "@stampede/domain/inventory/availability-reader";
import type { AppRouter } from "@stampede/router/router";
import { createLog } from "@stampede/service/log";
import { waitFor } from "@stampede/testing/wait-for";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { EventSource } from "eventsource";
import { BlockList } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AvailabilityOptions,
  createAvailabilityEndpoint,
} from "../src/availability-endpoint/availability-endpoint.ts";
import { createMetrics } from "../src/metrics.ts";
import { NO_RATE_LIMITS } from "../src/rate-limits.ts";
import { eventsOf } from "@stampede/testing/events-of";
import { createWorld, newReservation, startTestApi, type TestApi, type World } from "./test-api.ts";

/** Ignored by tRPC; what is asked for in such a way is left to its stock handler. */
const STOCK = "&stock=1";
const UNKNOWN_ID = "01890000-0000-7000-8000-000000000000";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const addressOf = (eventId: string) =>
  `/trpc/events.watchAvailability?input=${encodeURIComponent(JSON.stringify({ eventId }))}`;

const sell = ({ eventId, ticketTypeId }: World) =>
  api.call("reservations.create", { input: newReservation(eventId, ticketTypeId) });

/** A stream read as bytes, from a connection of its own. */
async function openRaw(path: string): Promise<{ socket: Socket; text: () => string }> {
  const { hostname, port, host } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  socket.on("error", () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`);
  await waitFor(() => text.includes("asOf"));
  return { socket, text: () => text };
}

/** The events, without the chunks that they came in and without the instant of reading. */
function bodyOf(raw: string): string {
  const [, body = ""] = raw.split(/\r\n\r\n(.*)/s);
  let rest = body;
  let text = "";
  for (let match = /^([\da-f]+)\r\n/.exec(rest); match; match = /^([\da-f]+)\r\n/.exec(rest)) {
    const length = Number.parseInt(match[1] ?? "0", 16);
    text += rest.slice(match[0].length, match[0].length + length);
    rest = rest.slice(match[0].length + length + 2);
  }
  return text.replaceAll(/"asOf":"[^"]+"/g, "");
}

function headOf(raw: string): string[] {
  const [head = ""] = raw.split("\r\n\r\n", 1);
  const lines = head.toLowerCase().split("\r\n");
  return lines.filter((line) => !/^(date|x-request-id):/.test(line)).toSorted();
}

async function openStreams(): Promise<number> {
  const text = await (await fetch(`${api.url}/metrics`)).text();
  return Number(/^stampede_availability_streams (\d+)/m.exec(text)?.[1]);
}

test("a stream's bytes are those of the stock handler, through changes", async () => {
  const world = await createWorld(api, { capacity: 9 });
  const streams = [
    await openRaw(addressOf(world.eventId)),
    await openRaw(`${addressOf(world.eventId)}${STOCK}`),
  ];
  const changes = (raw: string) => raw.split("asOf").length - 1;
  for (let sold = 1; sold <= 3; sold++) {
    await sell(world);
    await waitFor(() => streams.every(({ text }) => changes(text()) === sold + 1));
  }
  const [own = "", stock = ""] = streams.map(({ text }) => text());
  expect(bodyOf(own)).toBe(bodyOf(stock));
  expect(headOf(own)).toEqual(headOf(stock));
  expect(bodyOf(own)).toMatch(/^event: connected\ndata: \{.*\}\n\n\ndata: \{"eventId"/);
  for (const { socket } of streams) socket.destroy();
});

test("what cannot be watched is told in the stream, as the stock handler tells it", async () => {
  const reply = async (path: string) => {
    const response = await fetch(`${api.url}${path}`);
    return { status: response.status, text: await response.text() };
  };
  const path = addressOf(UNKNOWN_ID);
  expect(await reply(path)).toEqual(await reply(`${path}${STOCK}`));
  expect((await reply(path)).text).toContain("NOT_FOUND");
  expect((await reply(addressOf("x"))).text).toContain("INVALID_INPUT");
});

test("tRPC's own client reads it", async () => {
  const world = await createWorld(api, { capacity: 9 });
  const client = createTRPCClient<AppRouter>({
    links: [httpSubscriptionLink({ url: `${api.url}/trpc`, EventSource })],
  });
  const told: (number | undefined)[] = [];
  const states: string[] = [];
  const subscription = client.events.watchAvailability.subscribe(
    { eventId: world.eventId },
    {
      onData: (value) => told.push(availabilityShape.parse(value).ticketTypes[0]?.available),
      onConnectionStateChange: ({ state }) => states.push(state),
    },
  );
  await waitFor(() => told.length === 1);
  await sell(world);
  await waitFor(() => told.length === 2);
  subscription.unsubscribe();
  expect(told).toEqual([8, 7]);
  expect(states).toContain("pending");
});

test("sales without end are told at most 5 times a second, and the last of them is", async () => {
  const world = await createWorld(api, { capacity: 5_000 });
  const response = await fetch(`${api.url}${addressOf(world.eventId)}`);
  const toldAtMs: number[] = [];
  let available: number | undefined;
  const reading = (async () => {
    for await (const { event, data } of eventsOf(response)) {
      if (event !== "message") continue;
      toldAtMs.push(performance.now());
      available = availabilityShape.parse(JSON.parse(data)).ticketTypes[0]?.available;
      if (available === 0) break;
    }
  })();
  let sold = 1;
  const startedAtMs = performance.now();
  while (toldAtMs.length < 5) {
    await sell(world);
    sold += 1;
  }
  await waitFor(() => available === 5_000 - sold);
  const seconds = (performance.now() - startedAtMs) / 1_000;
  // The first is told at once.
  expect(toldAtMs.length - 1).toBeLessThanOrEqual(Math.ceil(seconds * 5));
  await response.body?.cancel().catch(() => undefined);
  await Promise.race([reading, Promise.resolve()]).catch(() => undefined);
});

test("nothing is left of watchers that vanish, however they asked", async () => {
  const world = await createWorld(api, { capacity: 9 });
  const before = await openStreams();
  const streams = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      openRaw(addressOf(world.eventId) + (index % 2 ? STOCK : "")),
    ),
  );
  expect(await openStreams()).toBe(before + 60);
  for (const { socket } of streams) socket.destroy();
  expect(await waitFor(async () => (await openStreams()) === before)).toBe(true);
});

test("shutting down ends streams at once, without a word of an orderly end", async () => {
  const other = await startTestApi({ DATABASE_URL: api.databaseUrl });
  const { eventId } = await createWorld(api, { capacity: 9 });
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => fetch(`${other.url}${addressOf(eventId)}`)),
  );
  const startedAtMs = performance.now();
  const closed = other[Symbol.asyncDispose]();
  for (const response of responses) {
    const events: string[] = [];
    for await (const { event } of eventsOf(response)) events.push(event);
    expect(events).toEqual(["connected", "message"]);
  }
  await closed;
  expect(performance.now() - startedAtMs).toBeLessThan(3_000);
});

/** The endpoint alone, before a listener that says 418. */
async function openEndpoint(eventId: string, options: Partial<AvailabilityOptions>) {
  const db = openDatabase({ connectionString: api.databaseUrl, applicationName: "test" });
  const log = createLog({ app: "api", level: "silent" });
  const availabilityReader = createAvailabilityReader(db);
  const availabilityFeed = createAvailabilityFeed(availabilityReader, log);
  const metrics = createMetrics();
  const inFront = createAvailabilityEndpoint({
    domain: { availabilityReader, availabilityFeed },
    rateLimits: NO_RATE_LIMITS,
    trustedProxies: new BlockList(),
    observe: metrics.observe,
    registry: metrics.registry,
    closing: new AbortController().signal,
    log,
    ...options,
  });
  const passedOn: string[] = [];
  const server = createServer(
    inFront(({ url = "" }, outgoing) => {
      passedOn.push(url);
      outgoing.writeHead(418).end();
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  let connections = 0;
  server.on("connection", (socket) => {
    connections += 1;
    socket.once("close", () => (connections -= 1));
  });
  return {
    passedOn,
    connections: () => connections,
    port,
    watch: (ending = "") => fetch(`http://127.0.0.1:${port}${addressOf(eventId)}${ending}`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      availabilityFeed.close();
      await db.close();
    },
  };
}

test("one stream too many is refused with the time to come again", async () => {
  const { eventId } = await createWorld(api, { capacity: 9 });
  await using endpoint = await openEndpoint(eventId, { streamsMax: 2 });
  const { watch } = endpoint;

  const open = [await watch(), await watch()];
  expect(open.map(({ status }) => status)).toEqual([200, 200]);
  for (const ending of ["", STOCK]) {
    const refused = await watch(ending);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect(await refused.text()).toContain('"reason":"OVERLOADED"');
  }
  await open[0]?.body?.cancel();
  expect(await waitFor(async () => (await watch()).status === 200)).toBe(true);
});

test("a watcher who is gone before the stream begins is answered by nobody", async () => {
  const { eventId } = await createWorld(api, { capacity: 9 });
  const asked = Promise.withResolvers<undefined>();
  const limit = Promise.withResolvers<Date>();
  const take = (): Promise<Date> => {
    asked.resolve(undefined);
    return limit.promise;
  };
  await using endpoint = await openEndpoint(eventId, {
    rateLimits: { take, limitedUntil: () => undefined, close: () => undefined },
  });
  const socket = connect(endpoint.port, "127.0.0.1");
  socket.write(`GET ${addressOf(eventId)} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await asked.promise;
  socket.destroy();
  await waitFor(() => endpoint.connections() === 0);
  // What could not begin is passed on, were anybody there.
  limit.resolve(new Date());
  expect((await endpoint.watch(STOCK)).status).toBe(418);
  expect(endpoint.passedOn).toEqual([addressOf(eventId) + STOCK]);
});

test("a stream that fails after its head is cut, and not answered twice", async () => {
  const { eventId } = await createWorld(api, { capacity: 9 });
  const db = openDatabase({ connectionString: api.databaseUrl, applicationName: "test" });
  const availabilityReader = createAvailabilityReader(db);
  const subscribe = (): never => {
    throw new Error("a fault");
  };
  const idle = { closing: new AbortController().signal, close: () => undefined };
  await using endpoint = await openEndpoint(eventId, {
    domain: { availabilityReader, availabilityFeed: { ...idle, subscribe } },
  });
  const ended = await endpoint
    .watch()
    .then(
      async (reply) => reply.text(),
      () => "cut",
    )
    .catch(() => "cut");
  expect(ended).toBe("cut");
  expect(endpoint.passedOn).toEqual([]);
  await db.close();
});

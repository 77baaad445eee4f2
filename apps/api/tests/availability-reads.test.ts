import { connect } from "node:net";
import { once } from "node:events";
import { availabilityShape } from "@stampede/domain/inventory/shapes";
import { openProxy } from "@stampede/testing/fault-proxy";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorld, newReservation, startTestApi, type TestApi, type World } from "./test-api.ts";

const UNKNOWN_ID = "01890000-0000-7000-8000-000000000000";
/** As many as a connection may ask before it has been answered. */
const SENT_AHEAD = 30;
const READS_PER_WINDOW = 5_000;
/** Set by the caching of these replies, or different in every reply. */
const OWN_HEADERS = new Set(["cache-control", "cdn-cache-control", "etag", "date", "x-request-id"]);

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startTestApi();
  world = await createWorld(api, { capacity: 100 });
});
afterAll(() => api[Symbol.asyncDispose]());

const encoded = (input: unknown) => encodeURIComponent(JSON.stringify(input));
const addressOf = (eventId: string) => `/trpc/events.availability?input=${encoded({ eventId })}`;
const batchOf = (eventId: string) =>
  `/trpc/events.availability?batch=1&input=${encoded({ 0: { eventId } })}`;
/** What tRPC ignores, and what nothing but its stock handler answers. */
const STOCK = "&stock=1";

async function get(path: string, headers: Record<string, string> = {}, { url } = api) {
  const response = await fetch(`${url}${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function comparable({ status, headers, text }: Awaited<ReturnType<typeof get>>) {
  const kept = [...headers].filter(([name]) => !OWN_HEADERS.has(name));
  return { status, headers: Object.fromEntries(kept), text };
}

describe.each([
  ["a call", addressOf],
  ["a batch of one", batchOf],
])("%s", (_, address) => {
  test("of an event is answered as the stock handler answers it, byte for byte", async () => {
    const path = address(world.eventId);
    // Read together they are of one instant, unless a new one begins between them.
    const same = await waitFor(async () => {
      const [own, stock] = await Promise.all([get(path), get(`${path}${STOCK}`)]);
      return own.text === stock.text && { own, stock };
    });
    expect(comparable(same.own)).toEqual(comparable(same.stock));
    expect(same.own.status).toBe(200);
    expect(same.own.headers.get("etag")).toMatch(/^"[\w-]{22}"$/);
    expect(same.stock.headers.get("etag")).toBeNull();
  });

  test("of an unknown event is refused as the stock handler refuses it", async () => {
    const path = address(UNKNOWN_ID);
    const [own, stock] = [await get(path), await get(`${path}${STOCK}`)];
    expect(comparable(own)).toEqual(comparable(stock));
    expect(own.status).toBe(404);
    expect(own.headers.get("cache-control")).toBe("no-store");
  });

  test("whose id is in capitals means the same event", async () => {
    const reply = await get(address(world.eventId.toUpperCase()));
    expect(reply.text).toContain(`"eventId":"${world.eventId}"`);
  });

  test.each([
    ["no id", "x"],
    ["nothing", ""],
  ])("with %s is the stock handler's to refuse", async (__, eventId) => {
    const reply = await get(address(eventId));
    expect(reply.status).toBe(400);
    expect(reply.text).toContain("INVALID_INPUT");
  });
});

test("what a caller has already is not sent again", async () => {
  const path = addressOf(world.eventId);
  const answers = await waitFor(async () => {
    const first = await get(path);
    const etag = first.headers.get("etag") ?? "";
    const tags = [etag, `W/${etag}`, `"other", ${etag}`, "*"];
    const again = await Promise.all(tags.map((tag) => get(path, { "if-none-match": tag })));
    // A tag is good for a second, and another may have begun meanwhile.
    return again.every(({ headers }) => headers.get("etag") === etag) && again;
  });
  for (const { status, text, headers } of answers) {
    expect({ status, text }).toEqual({ status: 304, text: "" });
    expect(headers.get("cache-control")).toContain("max-age=0");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
  const other = await get(path, { "if-none-match": '"other"' });
  expect(other.status).toBe(200);
});

test("a shared cache may keep a state for a second, and a browser not at all", async () => {
  const { headers } = await get(addressOf(world.eventId));
  const directives = headers.get("cache-control")?.split(", ");
  expect(directives).toEqual(["public", "max-age=0", "must-revalidate", "s-maxage=1"]);
  expect(headers.get("cdn-cache-control")).toContain("stale-while-revalidate=1");
});

test("a sale is in the very next read, on another process too", async () => {
  await using other = await startTestApi({ DATABASE_URL: api.databaseUrl });
  const { eventId, ticketTypeId } = await createWorld(api, { capacity: 40 });
  for (let sold = 2; sold <= 20; sold++) {
    const input = newReservation(eventId, ticketTypeId);
    expect((await api.call("reservations.create", { input })).status).toBe(200);
    for (const at of [api, other]) {
      const reply = await at.call("events.availability", { input: { eventId } });
      expect(reply.ok(availabilityShape).ticketTypes[0]).toMatchObject({ available: 40 - sold });
    }
  }
});

test("a read is counted and logged as every other request is", async () => {
  const path = addressOf(world.eventId);
  const seriesOf = async () => {
    const { text } = await get("/metrics");
    return text.split("\n").filter((line) => /^http_requests_total|_count/.test(line));
  };
  await get(path);
  const before = await seriesOf();
  await get(path, { "x-request-id": "of-the-caller" });
  await get(`${path}${STOCK}`);
  const after = await seriesOf();
  const changed = after.filter((line) => !before.includes(line)).map(countOf);
  const beforeCounts = new Map(before.map(countOf));
  const growth = changed.map(([name, count]) => [name, count - (beforeCounts.get(name) ?? 0)]);
  const names = [
    "http_request_duration_seconds_count",
    "http_requests_total",
    "stampede_procedure_duration_seconds_count",
  ];
  for (const name of names) {
    const grown = growth.filter(([series]) => String(series).startsWith(name));
    // One series for both ways: the labels are the same. The scrape itself is another's.
    expect(grown.map(([, by]) => by)).toContain(2);
  }
  const line = api
    .logged()
    .split("\n")
    .find((entry) => entry.includes("of-the-caller"));
  expect(JSON.parse(line ?? "{}")).toMatchObject({
    msg: "request",
    method: "GET",
    path: "/trpc/events.availability",
    status: 200,
  });
});

test("a request id that has no place in a log is replaced", async () => {
  const { headers } = await get(addressOf(world.eventId), { "x-request-id": "a b;c" });
  expect(headers.get("x-request-id")).toMatch(/^[\da-f-]{18}-[\da-z]+$/);
});

test("one address may read so often and is then told to wait", async () => {
  await using limited = await startTestApi({ RATE_LIMITS: "on" });
  const { eventId } = await createWorld(limited);
  const statuses = await sendAhead(limited.url, addressOf(eventId), READS_PER_WINDOW + 10);
  expect(statuses.filter((status) => status === "200").length).toBeGreaterThan(0);
  expect(statuses.filter((status) => status === "429").length).toBeGreaterThan(0);
  const path = addressOf(eventId);
  const own = await get(path, {}, limited);
  const stock = await get(`${path}${STOCK}`, {}, limited);
  const instant = /\d{4}-[\d:.T-]+Z/g;
  expect(own.text.replaceAll(instant, "")).toBe(stock.text.replaceAll(instant, ""));
  expect(own.status).toBe(429);
  expect(own.headers.get("retry-after")).toMatch(/^([1-9]|10)$/);
}, 30_000);

test("a database that is frozen is answered for while it is frozen", async () => {
  await using proxy = await openProxy(api.databaseUrl);
  await using frozen = await startTestApi({ DATABASE_URL: proxy.url });
  const path = addressOf(world.eventId);
  expect((await get(path, {}, frozen)).status).toBe(200);
  proxy.freeze();
  const replies = await Promise.all(Array.from({ length: 50 }, () => get(path, {}, frozen)));
  for (const { status, text, headers } of replies) {
    expect(status).toBe(503);
    expect(text).toContain("UNAVAILABLE");
    expect(headers.get("retry-after")).toMatch(/^[12]$/);
  }
  proxy.cut();
});

function countOf(line: string): [name: string, count: number] {
  const at = line.lastIndexOf(" ");
  return [line.slice(0, at), Number(line.slice(at + 1))];
}

/** Sends `count` requests, some ahead on each of many connections; gives their statuses. */
async function sendAhead(url: string, path: string, count: number): Promise<string[]> {
  const connections = Array.from({ length: Math.ceil(count / SENT_AHEAD) }, () =>
    sendOn(url, path, SENT_AHEAD),
  );
  return (await Promise.all(connections)).flat();
}

async function sendOn(url: string, path: string, count: number): Promise<string[]> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`;
  socket.write(`${request}\r\n`.repeat(count - 1));
  socket.write(`${request}Connection: close\r\n\r\n`);
  await once(socket, "close");
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = ""]) => status);
}

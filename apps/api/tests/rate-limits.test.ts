import { randomUUID } from "node:crypto";
import { openDatabase } from "@stampede/db/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, ORGANIZER_KEY, startTestApi, type TestApi } from "./test-api.ts";

const FAILURES_ALLOWED = 50;
const PAYMENTS_ALLOWED = 1_000;
const BATCH_SIZE = 10;
/** More than have connections of their own, and as many again as may wait for one. */
const WAITING = 40;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: "on", TRUSTED_PROXIES: "127.0.0.0/8" });
});
afterAll(() => api[Symbol.asyncDispose]());

const guess = (client: string) =>
  api.call("statistics.byEvent", {
    headers: { "x-api-key": "sk_guess", "x-forwarded-for": client },
  });

/** In the form of a key, and nobody's. */
const madeUpKey = (n: number) => `sk_${String(n).padStart(43, "x")}`;

test("who guesses keys is told to wait, and nobody else is", async () => {
  const client = "198.51.100.7";
  for (let failures = 0; failures < FAILURES_ALLOWED; failures++) {
    expect((await guess(client)).status).toBe(401);
  }
  const refused = await guess(client);
  expect(refused.status).toBe(429);
  const { reason, code, details } = refused.error();
  expect({ reason, code }).toEqual({ reason: "RATE_LIMITED", code: "TOO_MANY_REQUESTS" });
  const waitMs = Date.parse(String(details?.["retryAt"])) - Date.now();
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(10_000);
  const seconds = Number(refused.headers.get("retry-after"));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(10);

  expect((await guess("198.51.100.8")).status).toBe(401);
  const owner = await api.call("statistics.byEvent", {
    headers: { "x-api-key": ORGANIZER_KEY, "x-forwarded-for": client },
  });
  expect(owner.status).toBe(200);
});

test("a right key counts at the address of one who makes keys up without end", async () => {
  const client = "198.51.100.30";
  const call = (key: string) =>
    api.call("statistics.byEvent", { headers: { "x-api-key": key, "x-forwarded-for": client } });
  const keys = Array.from({ length: 2 * FAILURES_ALLOWED }, (_, n) => madeUpKey(n));
  const statuses = (await Promise.all(keys.map(call))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(FAILURES_ALLOWED);
  expect(statuses.filter((status) => status === 429)).toHaveLength(FAILURES_ALLOWED);
  const [right, wrong] = await Promise.all([call(api.foreignKey), ...keys.map(call)]);
  expect([right?.status, wrong?.status]).toEqual([200, 429]);
});

test("a limited call in a batch sets the header of the whole reply", async () => {
  const client = "198.51.100.9";
  for (let failures = 0; failures < FAILURES_ALLOWED; failures++) await guess(client);
  const response = await fetch(
    `${api.url}/trpc/events.list,statistics.byEvent?batch=1&input=%7B%7D`,
    { headers: { "x-api-key": "sk_guess", "x-forwarded-for": client } },
  );
  expect(response.status).toBe(207);
  expect(response.headers.get("retry-after")).toMatch(/^[1-9]\d?$/);
});

test("all addresses of an IPv6 network are one client, and the next network is another", async () => {
  for (let failures = 0; failures < FAILURES_ALLOWED; failures++) {
    expect((await guess(`2001:db8:1:2::${failures.toString(16)}`)).status).toBe(401);
  }
  expect((await guess("2001:db8:1:2:ffff::1")).status).toBe(429);
  expect((await guess("2001:db8:1:3::1")).status).toBe(401);
});

test("without trusted proxies nobody counts as somebody else", async () => {
  await using open = await startTestApi({ RATE_LIMITS: "on" });
  const statuses = new Set<number>();
  for (let failures = 0; failures <= FAILURES_ALLOWED; failures++) {
    const headers = { "x-api-key": "sk_guess", "x-forwarded-for": `198.51.100.${failures}` };
    statuses.add((await open.call("statistics.byEvent", { headers })).status);
  }
  expect([...statuses]).toEqual([401, 429]);
});

test("who pays without end takes no place among those who wait to pay", async () => {
  const world = await createWorld(api);
  const { reservationId, accessToken } = world;
  const client = "198.51.100.20";
  const buyer = (from: string) => ({
    authorization: `Bearer ${accessToken}`,
    "x-forwarded-for": from,
  });
  const payInBatch = async (headers: Record<string, string>): Promise<Response> => {
    const paths = Array.from({ length: BATCH_SIZE }, () => "reservations.pay").join(",");
    return fetch(`${api.url}/trpc/${paths}?batch=1`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: "{}",
    });
  };
  // Without a token they wait with nobody, and are counted all the same.
  for (let paid = 0; paid <= PAYMENTS_ALLOWED; paid += BATCH_SIZE) {
    await payInBatch({ "x-forwarded-for": client });
  }
  const db = openDatabase({ connectionString: api.databaseUrl, applicationName: "test-lock" });
  const holder = await db.pool.connect();
  let waiting: Promise<unknown> = Promise.resolve();
  try {
    await holder.query("BEGIN");
    await holder.query("SELECT FROM reservations WHERE id = $1 FOR UPDATE", [reservationId]);
    const cancel = () =>
      api.call("reservations.cancel", {
        input: { reservationId },
        headers: buyer("198.51.100.21"),
      });
    waiting = Promise.all(Array.from({ length: WAITING }, cancel));
    const input = { reservationId, paymentToken: "tok", idempotencyKey: randomUUID() };
    const single = await api.call("reservations.pay", { input, headers: buyer(client) });
    expect([single.status, single.error().reason]).toEqual([429, "RATE_LIMITED"]);
    expect(single.headers.get("retry-after")).toMatch(/^[1-9]\d?$/);
    const batch = await payInBatch(buyer(client));
    expect([batch.status, await batch.json()]).toMatchObject([
      429,
      Array.from({ length: BATCH_SIZE }, () => ({ error: { data: { reason: "RATE_LIMITED" } } })),
    ]);
    const metrics = await (await fetch(`${api.url}/metrics`)).text();
    const limited = /stampede_shed_calls_total\{lane="buyer",cause="limited"\} (\d+)/;
    expect(Number(limited.exec(metrics)?.[1])).toBe(1 + BATCH_SIZE);
  } finally {
    holder.release(true);
    await db.close();
    await waiting;
  }
});

import { expect, test } from "vitest";

import { type Step, answer, refusal, scriptedFetch } from "../tests/scripted-fetch.ts";
import { createClient } from "./create-client.ts";
import { isStampedeError } from "./errors.ts";
import { newIdempotencyKey } from "./idempotency-key.ts";

const AVAILABILITY = { eventId: "e", asOf: "2026-11-23T10:00:00.000Z", ticketTypes: [] };
const OFFLINE = new TypeError("fetch failed");
const BAD_GATEWAY: Step = { status: 502, body: "<html>Bad gateway</html>" };

function setUp(...steps: readonly [Step, ...Step[]]) {
  const network = scriptedFetch(...steps);
  const waits: number[] = [];
  const timing = {
    random: () => 0.5,
    wait: async (ms: number): Promise<void> => void waits.push(ms),
  };
  const client = createClient({
    url: "http://stampede.test/trpc",
    fetch: network.fetch,
    retries: { timing },
  });
  return { client, waits, requests: network.requests };
}

async function caught(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!isStampedeError(error)) throw new Error("did not fail as it should", { cause: error });
  return error;
}

const reservation = (idempotencyKey: string) => ({
  eventId: "0199d0f0-0000-7000-8000-000000000000",
  items: [{ ticketTypeId: "0199d0f0-0000-7000-8000-000000000001", quantity: 1 }],
  customer: { email: "ada@example.com" },
  idempotencyKey,
});

test.each([
  ["no connection", OFFLINE],
  ["a proxy's own page", BAD_GATEWAY],
  ["a proxy's own JSON", { status: 502, body: '{"error":"bad gateway"}' }],
  ["OVERLOADED", refusal("OVERLOADED", { retryAt: "2026-11-23T10:00:01.000Z" })],
  ["UNAVAILABLE", refusal("UNAVAILABLE", { retryAt: "2026-11-23T10:00:01.000Z" })],
  ["RATE_LIMITED", refusal("RATE_LIMITED", { retryAt: "2026-11-23T10:00:01.000Z" })],
] as const)("a query is tried again after %s", async (_, failure) => {
  const { client, waits, requests } = setUp(failure, answer(AVAILABILITY));
  expect(await client.events.availability.query({ eventId: "e" })).toEqual(AVAILABILITY);
  expect(requests).toHaveLength(2);
  expect(waits).toEqual([100]);
});

test("why a call is tried again can be watched, until it has its answer", async () => {
  const network = scriptedFetch(
    refusal("OVERLOADED", { retryAt: "2026-11-23T10:00:01.000Z" }),
    OFFLINE,
    answer(AVAILABILITY),
  );
  const told: [number, string | undefined][] = [];
  const client = createClient({
    url: "http://stampede.test/trpc",
    fetch: network.fetch,
    retries: {
      timing: { random: () => 0, wait: async () => undefined },
      onRetry: (call, reason) => void told.push([call, reason?.reason]),
    },
  });
  await client.events.availability.query({ eventId: "e" });
  const [[call] = [0]] = told;
  expect(told).toEqual([
    [call, "OVERLOADED"],
    [call, "NETWORK"],
    [call, undefined],
  ]);
});

test("a call that goes through at once is not told of", async () => {
  const told: number[] = [];
  const client = createClient({
    url: "http://stampede.test/trpc",
    fetch: scriptedFetch(answer(AVAILABILITY)).fetch,
    retries: { onRetry: (call) => void told.push(call) },
  });
  await client.events.availability.query({ eventId: "e" });
  expect(told).toEqual([]);
});

test("attempts are bounded, and the last failure is the caller's", async () => {
  const { client, waits, requests } = setUp(OFFLINE);
  const error = await caught(client.events.list.query({}));
  expect(error.reason).toBe("NETWORK");
  expect(requests).toHaveLength(5);
  expect(waits).toEqual([100, 200, 400, 800]);
});

test("a reservation is asked for again with the same key and body", async () => {
  const { client, requests } = setUp(OFFLINE, BAD_GATEWAY, answer({ accessToken: "t" }));
  await client.reservations.create.mutate(reservation(newIdempotencyKey()));
  expect(requests).toHaveLength(3);
  expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
});

test.each(["SOLD_OUT", "ALL_HELD", "PAYMENT_PENDING", "IDEMPOTENCY_KEY_REUSED", "INTERNAL_ERROR"])(
  "%s is an answer, and is not asked for again",
  async (reason) => {
    const { client, requests } = setUp(refusal(reason));
    const call = client.reservations.create.mutate(reservation(newIdempotencyKey()));
    expect((await caught(call)).reason).toBe(reason);
    expect(requests).toHaveLength(1);
  },
);

test("a change without a key is never repeated", async () => {
  const { client, requests } = setUp(OFFLINE);
  const error = await caught(client.organizer.checkIn.mutate({ eventId: "e", code: "c" }));
  expect(error.reason).toBe("NETWORK");
  expect(requests).toHaveLength(1);
});

test("waits as long as Retry-After says, and says so where it gives up", async () => {
  const short = setUp(refusal("RATE_LIMITED", null, { "retry-after": "3" }), answer(AVAILABILITY));
  await short.client.events.availability.query({ eventId: "e" });
  expect(short.waits).toEqual([3_100]);

  const long = setUp(refusal("RATE_LIMITED", null, { "retry-after": "60" }));
  const error = await caught(long.client.events.list.query({}));
  expect(error.retryAfterMs).toBe(60_000);
  expect(long.requests).toHaveLength(1);
});

test("measures retryAt on the server's clock, whatever the device's own says", async () => {
  const headers = { date: "Sun, 23 Nov 2036 10:00:00 GMT" };
  const details = { retryAt: "2036-11-23T10:00:02.500Z" };
  const { client, waits } = setUp(refusal("OVERLOADED", details, headers), answer(AVAILABILITY));
  await client.events.availability.query({ eventId: "e" });
  expect(waits).toEqual([2_600]);
});

test("a call that its caller gives up ends at once and is not repeated", async () => {
  const { client, requests } = setUp("silence");
  const stop = new AbortController();
  const call = client.events.list.query({}, { signal: stop.signal });
  const other = client.events.availability.query({ eventId: "e" });
  other.catch(() => undefined);
  stop.abort();
  expect((await caught(call)).reason).toBe("ABORTED");
  expect((await caught(client.events.list.query({}, { signal: stop.signal }))).reason).toBe(
    "ABORTED",
  );
  expect(requests.length).toBeLessThanOrEqual(1);
});

test("a server that never answers is given up", async () => {
  const network = scriptedFetch("silence");
  const client = createClient({
    url: "http://stampede.test/trpc",
    fetch: network.fetch,
    timeoutMs: 20,
    retries: { attemptsMax: 2, timing: { random: () => 0, wait: async () => {} } },
  });
  const error = await caught(client.events.list.query({}));
  expect(error).toMatchObject({ reason: "NETWORK", message: "No answer within 0.02 s." });
  expect(network.requests).toHaveLength(2);
});

test("a reason that this version does not know is UNEXPECTED, with the server's message", async () => {
  const { client } = setUp(refusal("FROM_THE_FUTURE"));
  const error = await caught(client.events.list.query({}));
  expect(error).toMatchObject({ reason: "UNEXPECTED", message: "It is FROM_THE_FUTURE." });
});

test("details are typed by the reason", async () => {
  const retryAt = "2026-11-23T10:00:01.000Z";
  const { client } = setUp(refusal("ALL_HELD", { ticketTypeId: "t", available: 1, retryAt }));
  const error = await caught(client.reservations.create.mutate(reservation(newIdempotencyKey())));
  if (error.reason !== "ALL_HELD") throw error;
  expect(error.details.retryAt).toBe(retryAt);
});

test("a subscription where there is no EventSource says what to do", async () => {
  const { client } = setUp(OFFLINE);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  client.events.watchAvailability.subscribe({ eventId: "e" }, { onError: resolve });
  expect(await promise).toMatchObject({ reason: "UNEXPECTED" });
});

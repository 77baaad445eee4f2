import { afterAll, beforeAll, expect, test } from "vitest";
import { ORGANIZER_KEY, startTestApi, type TestApi } from "./test-api.ts";

const FAILURES_ALLOWED = 50;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: "on", TRUSTED_PROXIES: "127.0.0.0/8" });
});
afterAll(() => api[Symbol.asyncDispose]());

const guess = (client: string) =>
  api.call("statistics.byEvent", {
    headers: { "x-api-key": "sk_guess", "x-forwarded-for": client },
  });

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

import { startTestRedis } from "@stampede/testing/redis";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test, vi } from "vitest";
import { createRateLimits, type RateLimits } from "./rate-limits.ts";

const ALLOWED = 50;
const QUIET = { warn: () => undefined, error: () => undefined };

async function exhaust(limits: RateLimits, client: string): Promise<void> {
  for (let taken = 0; taken < ALLOWED; taken++) await limits.take("failedAuthentication", client);
}

test("each client has a limit of its own", async () => {
  const limits = createRateLimits(undefined, QUIET);
  await exhaust(limits, "a");
  expect(await limits.take("failedAuthentication", "a")).toBeInstanceOf(Date);
  expect(await limits.take("failedAuthentication", "b")).toBeUndefined();
  expect(await limits.take("read", "a")).toBeUndefined();
});

test("a client that was refused is known without being counted, until it may try again", async () => {
  const limits = createRateLimits(undefined, QUIET);
  await exhaust(limits, "a");
  expect(limits.limitedUntil("failedAuthentication", "a")).toBeUndefined();
  const retryAt = await limits.take("failedAuthentication", "a");
  expect(limits.limitedUntil("failedAuthentication", "a")).toEqual(retryAt);
  expect(limits.limitedUntil("failedAuthentication", "b")).toBeUndefined();
  expect(limits.limitedUntil("read", "a")).toBeUndefined();
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    vi.setSystemTime(retryAt ?? 0);
    expect(limits.limitedUntil("failedAuthentication", "a")).toBeUndefined();
  } finally {
    vi.useRealTimers();
  }
});

test("processes share their limits through Redis", async () => {
  await using redis = await startTestRedis();
  const one = createRateLimits(redis.url, QUIET);
  const other = createRateLimits(redis.url, QUIET);
  try {
    await waitFor(async () => {
      await exhaust(one, "a");
      return (await other.take("failedAuthentication", "a")) !== undefined;
    });
    expect(await other.take("failedAuthentication", "b")).toBeUndefined();
  } finally {
    one.close();
    other.close();
  }
});

test("a frozen Redis costs one short wait, and the limits hold in this process", async () => {
  await using redis = await startTestRedis();
  const limits = createRateLimits(redis.url, QUIET);
  try {
    redis.freeze();
    const startedAt = performance.now();
    await exhaust(limits, "a");
    expect(await limits.take("failedAuthentication", "a")).toBeInstanceOf(Date);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  } finally {
    limits.close();
  }
});

test("no Redis at all refuses nobody", async () => {
  const limits = createRateLimits("redis://127.0.0.1:1", QUIET);
  try {
    expect(await limits.take("reserve", "a")).toBeUndefined();
  } finally {
    limits.close();
  }
});

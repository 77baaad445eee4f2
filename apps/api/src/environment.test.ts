import { expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";

const SECRET = "s".repeat(32);
const GOOD = { DATABASE_URL: "postgres://u:p@localhost:5432/db", APP_SECRET: SECRET };

test("what is not set has the documented default", () => {
  expect(readEnvironment(GOOD)).toMatchObject({
    port: 3_000,
    host: "127.0.0.1",
    holdSeconds: 900,
    queueBackend: { kind: "postgres" },
    appSecrets: [SECRET],
    rateLimits: true,
    processes: 1,
    logLevel: "info",
  });
  expect(readEnvironment({ ...GOOD, PORT: "", REDIS_URL: "" }).port).toBe(3_000);
});

test("jobs wait in Redis where there is one, unless PostgreSQL is asked for", () => {
  const REDIS_URL = "redis://localhost";
  expect(readEnvironment({ ...GOOD, REDIS_URL }).queueBackend.kind).toBe("redis");
  const chosen = readEnvironment({ ...GOOD, REDIS_URL, QUEUE_BACKEND: "postgres" });
  expect(chosen.queueBackend.kind).toBe("postgres");
});

test("secrets are rotated by putting the new one in front", () => {
  const older = "o".repeat(32);
  expect(readEnvironment({ ...GOOD, APP_SECRET: `${SECRET}, ${older}` }).appSecrets).toEqual([
    SECRET,
    older,
  ]);
});

test.each([
  ["DATABASE_URL", undefined],
  ["DATABASE_URL", "mysql://localhost"],
  ["DATABASE_URL", "nonsense"],
  ["APP_SECRET", undefined],
  ["APP_SECRET", "canary-too-short"],
  ["APP_SECRET", `${SECRET},canary-short`],
  ["PORT", "70000"],
  ["PORT", "1.5"],
  ["PORT", "three"],
  ["HOLD_SECONDS", "0"],
  ["HOLD_SECONDS", "86401"],
  ["REDIS_URL", "http://localhost"],
  ["QUEUE_BACKEND", "rabbit"],
  ["PAYMENT_GATEWAY", "cash"],
  ["PUBLIC_URL", "ftp://x"],
  ["TRUSTED_PROXIES", "10.0.0.0/33"],
  ["TRUSTED_PROXIES", "proxy.example"],
  ["LOG_LEVEL", "loud"],
  ["RATE_LIMITS", "maybe"],
  ["WEB_CONCURRENCY", "0"],
])("%s = %s stops the start with a line that names it, and no value", (name, value) => {
  const read = () => readEnvironment({ ...GOOD, [name]: value });
  expect(read).toThrow(new RegExp(`^${name} must be`));
  expect(read).not.toThrow(/\n|canary/);
});

test("Redis is asked for where the queue needs it", () => {
  expect(() => readEnvironment({ ...GOOD, QUEUE_BACKEND: "redis" })).toThrow(
    /^REDIS_URL must be set/,
  );
});

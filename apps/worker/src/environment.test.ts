import { expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";

const DATABASE_URL = "postgres://db/stampede";
const REDIS_URL = "redis://redis:6379";

test.each([
  ["DATABASE_URL", undefined],
  ["DATABASE_URL", "mysql://localhost/db"],
  ["REDIS_URL", "http://localhost"],
  ["REDIS_URL", "redis:6379"],
  ["QUEUE_BACKEND", "kafka"],
  ["PAYMENT_GATEWAY", "none"],
  ["LOG_LEVEL", "loud"],
  ["HEALTH_PORT", "70000"],
  ["HEALTH_PORT", "-1"],
])("a wrong value is refused by its variable's name: %s = %s", (name, value) => {
  const read = () => readEnvironment({ DATABASE_URL, [name]: value });
  expect(read).toThrow(new RegExp(`^${name} must be [^\\n]*$`));
});

test("a refusal names every wrong variable in one line, and quotes no value", () => {
  const read = () => readEnvironment({ DATABASE_URL: "secret", LOG_LEVEL: "loud" });
  expect(read).toThrow(/^DATABASE_URL [^\n]*; LOG_LEVEL [^\n]*$/);
  expect(read).not.toThrow(/secret|loud/);
});

test("an empty variable counts as one that is not set", () => {
  expect(readEnvironment({ DATABASE_URL, REDIS_URL: "", LOG_LEVEL: "" })).toEqual({
    databaseUrl: DATABASE_URL,
    queueBackend: { kind: "postgres", connectionString: DATABASE_URL },
    paymentGateway: "simulated",
    logLevel: "info",
    healthPort: undefined,
  });
});

test("jobs wait in Redis where there is one, unless PostgreSQL is asked for", () => {
  const backend = (variables: NodeJS.ProcessEnv) =>
    readEnvironment({ DATABASE_URL, ...variables }).queueBackend.kind;
  expect(backend({ REDIS_URL })).toBe("redis");
  expect(backend({ REDIS_URL, QUEUE_BACKEND: "redis" })).toBe("redis");
  expect(backend({ REDIS_URL, QUEUE_BACKEND: "postgres" })).toBe("postgres");
  expect(backend({})).toBe("postgres");
  expect(() => backend({ QUEUE_BACKEND: "redis" })).toThrow(/^REDIS_URL must be set/);
});

import { expect, test } from "vitest";

import { readEnvironment } from "./environment.ts";
import { ROOT } from "./root.ts";

test("starts with nothing set", () => {
  expect(readEnvironment({ PORT: "", QUEUE_BACKEND: "" })).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    QUEUE_BACKEND: "auto",
    STAMPEDE_DATA_DIR: `${ROOT}/.data`,
  });
});

test.each([
  ["PORT", "0"],
  ["PORT", "65536"],
  ["PORT", "3e3"],
  ["DATABASE_URL", "mysql://secret@host/db"],
  ["REDIS_URL", "http://secret@host"],
  ["QUEUE_BACKEND", "kafka"],
  ["APP_SECRET", "too-short"],
  ["HOLD_SECONDS", "86401"],
  ["PAYMENT_GATEWAY", "cash"],
  ["PUBLIC_URL", "ftp://x"],
  ["TRUSTED_PROXIES", "10.0.0.0/33"],
  ["LOG_LEVEL", "loud"],
  ["RATE_LIMITS", "maybe"],
  ["WEB_CONCURRENCY", "many"],
  ["HEALTH_PORT", "70000"],
])("names %s when it is %s, on one line and without its value", (name, value) => {
  expect(() => readEnvironment({ [name]: value })).toThrow(new RegExp(`^${name} must be [^\\n]+$`));
  expect(() => readEnvironment({ [name]: value })).not.toThrow(value);
});

test("names every wrong variable in one line, its own and those that it passes on", () => {
  const wrong = { HOLD_SECONDS: "0", QUEUE_BACKEND: "kafka", NODE_ENV: "production" };
  expect(() => readEnvironment(wrong)).toThrow(
    /^(?=.*HOLD_SECONDS must be)(?=.*QUEUE_BACKEND must be)(?=.*APP_SECRET must be set)[^\n]*$/,
  );
});

test("asks for a secret of one's own in production", () => {
  expect(() => readEnvironment({ NODE_ENV: "production" })).toThrow(/^APP_SECRET must be set/);
});

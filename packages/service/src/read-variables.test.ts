import { expect, test } from "vitest";
import { z } from "zod";
import { REDIS_WHERE_ASKED } from "./queue-variables.ts";
import { readVariables } from "./read-variables.ts";
import { StartError } from "./start-error.ts";
import { variables } from "./variables.ts";

const { HOLD_SECONDS, QUEUE_BACKEND, REDIS_URL } = variables;
const schema = z.object({ HOLD_SECONDS, QUEUE_BACKEND, REDIS_URL }).check(REDIS_WHERE_ASKED);

test("one line names all that is wrong, also what one value asks of another", () => {
  const read = () => readVariables(schema, { HOLD_SECONDS: "0", QUEUE_BACKEND: "redis" });
  expect(read).toThrow(StartError);
  expect(read).toThrow(
    /^HOLD_SECONDS must be a whole number from 1 to 86400; REDIS_URL must be set [^\n]*$/,
  );
});

test("a variable that is wrong in two ways is named once", () => {
  const read = () => readVariables(schema, { QUEUE_BACKEND: "redis", REDIS_URL: "http://canary" });
  expect(read).toThrow(/^REDIS_URL must be a redis:\/\/ or rediss:\/\/ URL$/);
});

test("a message lists what may be said", () => {
  const read = () => readVariables(schema, { QUEUE_BACKEND: "kafka" });
  expect(read).toThrow(/^QUEUE_BACKEND must be auto, redis or postgres$/);
  const charge = () =>
    readVariables(z.object(variables).pick({ PAYMENT_GATEWAY: true }), { PAYMENT_GATEWAY: "cash" });
  expect(charge).toThrow(/^PAYMENT_GATEWAY must be simulated$/);
});

import { expect, test } from "vitest";
import { behaviourOf } from "./simulated-tokens.ts";

const SUCCEEDS = {
  outcome: "succeeded",
  reach: "answers",
  delaySeconds: 0,
  afterHoldMs: undefined,
  refundFailures: 0,
};

test.each([
  ["card_error", { outcome: "declined" }],
  ["payment_error", { outcome: "failed" }],
  ["timeout_charged", { reach: "charges_only" }],
  ["timeout_not_charged", { reach: "never" }],
  ["late_success", { afterHoldMs: 1_000 }],
  ["refund_error", { refundFailures: 1 }],
  ["slow_3", { delaySeconds: 3 }],
  ["tok_visa", {}],
  ["", {}],
])("the token %s differs from one that succeeds by %o", (token, difference) => {
  expect(behaviourOf(token)).toEqual({ ...SUCCEEDS, ...difference });
});

test.each([
  ["slow_0", 0],
  ["slow_12", 12],
  ["slow_99999999999999999999", 60],
  ["slow_-1", 0],
  ["slow_1.5", 0],
  ["tok_slow_5", 0],
  ["slow_5_tok", 0],
])("waits no longer for %s than a person would", (token, delaySeconds) => {
  expect(behaviourOf(token)).toMatchObject({ outcome: "succeeded", delaySeconds });
});

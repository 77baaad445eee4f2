import { afterEach, expect, test } from "vitest";

import { attemptToSend, forgetAttempt, isAnswered, unansweredAttempt } from "./payment-attempt.ts";

const at = "2026-11-14T20:00:00.000Z";
const reserved = { at, type: "reserved" } as const;
const started = { at, type: "payment_started" } as const;
const declined = { at, type: "payment_declined" } as const;
const held = { id: "r1", status: "held", timeline: [reserved] } as const;

afterEach(() => sessionStorage.clear());

test("an attempt without an answer keeps its key and its card, whatever card is chosen", () => {
  const first = attemptToSend(held, "card_ok");
  expect(attemptToSend(held, "slow_5")).toEqual(first);
  expect(attemptToSend({ ...held, status: "paying" }, "slow_5")).toEqual(first);
  expect(unansweredAttempt(held)).toEqual(first);
});

test("after a refusal the next attempt has a key of its own", () => {
  const first = attemptToSend(held, "card_error");
  const refused = { ...held, timeline: [reserved, started, declined] };
  const second = attemptToSend(refused, "card_error");
  expect(second.idempotencyKey).not.toBe(first.idempotencyKey);
  expect(unansweredAttempt(refused)).toEqual(second);
});

test("a final answer that left no trace frees the key too", () => {
  const first = attemptToSend(held, "card_ok");
  forgetAttempt(held.id);
  expect(unansweredAttempt(held)).toBeNull();
  expect(attemptToSend(held, "card_ok").idempotencyKey).not.toBe(first.idempotencyKey);
});

test("a reservation that is over answers every attempt, and one that is being paid none", () => {
  const attempt = { startedBefore: 0 };
  const timeline = [reserved, started];
  for (const status of ["paid", "expired", "cancelled", "refunding", "refunded"] as const) {
    expect(isAnswered(attempt, { status, timeline })).toBe(true);
  }
  expect(isAnswered(attempt, { status: "paying", timeline })).toBe(false);
});

test("what stands in the tab's storage and is no attempt is no attempt", () => {
  sessionStorage.setItem("stampede.payment.r1", '"something else"');
  expect(unansweredAttempt(held)).toBeNull();
});

import { TRPCClientError } from "@trpc/client";
import { describe, expect, test } from "vitest";

import type { Api } from "./api.ts";
import {
  abortedError,
  isStampedeError,
  isTransient,
  StampedeError,
  toStampedeError,
  unexpectedError,
} from "./errors.ts";
import { NetworkFault, Reply } from "./transport.ts";

const NOW = "Mon, 01 Jun 2026 12:00:00 GMT";

/** What the links below fail with when a server refuses. */
function refused(reason: unknown, details: unknown, response?: Reply): TRPCClientError<Api> {
  const data = { code: "CONFLICT", httpStatus: 409, reason, details };
  const shape = { code: -32_009, message: `It is ${String(reason)}.`, data };
  return TRPCClientError.from<Api>(
    { error: shape },
    {
      ...(response && { meta: { response } }),
    },
  );
}

function reply(headers: Record<string, string> = {}): Reply {
  return new Reply(new Response("", { headers }), null);
}

describe("a refusal of the server", () => {
  test("keeps its reason, its details, its message and where it came from", () => {
    const cause = refused("LIMIT_REACHED", { ticketTypeId: "a", max: 4 });
    const error = toStampedeError(cause, false);
    expect(error).toMatchObject({
      name: "StampedeError",
      reason: "LIMIT_REACHED",
      details: { ticketTypeId: "a", max: 4 },
      message: "It is LIMIT_REACHED.",
      retryAfterMs: null,
      shape: cause.shape,
      cause,
    });
    expect(error).toBeInstanceOf(StampedeError);
    expect(isStampedeError(error)).toBe(true);
    expect(isStampedeError(cause)).toBe(false);
  });

  test("that has a reason already is left as it is", () => {
    const error = toStampedeError(refused("NOT_FOUND", null), false);
    expect(toStampedeError(error, false)).toBe(error);
  });

  test.each([["A_NEW_REASON"], ["toString"], [undefined], [7]])(
    "with a reason that this version does not know is unexpected: %s",
    (reason) => {
      const error = toStampedeError(refused(reason, { a: 1 }), false);
      expect(error).toMatchObject({ reason: "UNEXPECTED", details: null, retryAfterMs: null });
    },
  );

  test("asks to be left alone for as long as its header says", () => {
    const error = refused("RATE_LIMITED", { retryAt: "x" }, reply({ "retry-after": "7" }));
    expect(toStampedeError(error, false).retryAfterMs).toBe(7_000);
  });

  test("asks to be left alone until `retryAt`, by the server's own clock", () => {
    const waits = (details: unknown, headers: Record<string, string>) =>
      toStampedeError(refused("OVERLOADED", details, reply(headers)), false).retryAfterMs;
    const retryAt = "2026-06-01T12:00:03.000Z";
    expect(waits({ retryAt }, { date: NOW })).toBe(3_000);
    expect(waits({ retryAt }, {})).toBeNull();
    expect(waits({ retryAt: "soon" }, { date: NOW })).toBeNull();
    for (const details of [null, undefined, "text", {}]) {
      expect(waits(details, { date: NOW })).toBeNull();
    }
    expect(toStampedeError(refused("OVERLOADED", { retryAt }), false).retryAfterMs).toBeNull();
  });
});

describe("a failure without a word of the server", () => {
  const failed = (response?: unknown) =>
    TRPCClientError.from<Api>(new Error("broken"), { meta: { response } });

  test("is one of the network where no reply could be read", () => {
    const fault = new NetworkFault("The server could not be reached.", 4_000);
    const cause = TRPCClientError.from<Api>(fault);
    expect(toStampedeError(cause, false)).toMatchObject({
      reason: "NETWORK",
      details: null,
      message: "The server could not be reached.",
      retryAfterMs: 4_000,
      cause,
    });
  });

  test("is one of the network where something in between has replied", () => {
    const cause = failed(reply({ "retry-after": "2" }));
    expect(toStampedeError(cause, false)).toMatchObject({
      reason: "NETWORK",
      message: "The connection failed.",
      retryAfterMs: 2_000,
    });
  });

  test("is one of the network where a stream breaks off", () => {
    expect(toStampedeError(failed(), true)).toMatchObject({
      reason: "NETWORK",
      retryAfterMs: null,
    });
  });

  test("is unexpected otherwise, with what it says of itself", () => {
    const cause = failed({ not: "a reply" });
    const expected = { reason: "UNEXPECTED", message: "broken", retryAfterMs: null, cause };
    expect(toStampedeError(cause, false)).toMatchObject(expected);
  });
});

describe("the client's own errors", () => {
  test("say what happened", () => {
    expect(abortedError()).toMatchObject({
      reason: "ABORTED",
      details: null,
      message: "The call was given up.",
    });
    expect(abortedError().cause).toBeUndefined();
    expect(unexpectedError("Give an API key.")).toMatchObject({
      reason: "UNEXPECTED",
      message: "Give an API key.",
    });
  });
});

test("only what a moment can change is worth another attempt", () => {
  const transient = (reason: string) => isTransient(toStampedeError(refused(reason, null), false));
  for (const reason of ["RATE_LIMITED", "OVERLOADED", "UNAVAILABLE"]) {
    expect([reason, transient(reason)]).toEqual([reason, true]);
  }
  for (const reason of [
    "INVALID_INPUT",
    "NOT_FOUND",
    "UNAUTHENTICATED",
    "SOLD_OUT",
    "ALL_HELD",
    "LIMIT_REACHED",
    "SALES_NOT_STARTED",
    "SALES_ENDED",
    "EVENT_NOT_ON_SALE",
    "RESERVATION_EXPIRED",
    "RESERVATION_CLOSED",
    "PAYMENT_IN_PROGRESS",
    "CARD_DECLINED",
    "PAYMENT_FAILED",
    "PAYMENT_PENDING",
    "CURRENCY_NOT_SUPPORTED",
    "IDEMPOTENCY_KEY_REUSED",
    "CAPACITY_TOO_SMALL",
    "INTERNAL_ERROR",
  ]) {
    expect([reason, transient(reason)]).toEqual([reason, false]);
  }
  expect(isTransient(abortedError())).toBe(false);
  expect(isTransient(unexpectedError("No."))).toBe(false);
  const fault = TRPCClientError.from<Api>(new NetworkFault("Gone.", null));
  expect(isTransient(toStampedeError(fault, false))).toBe(true);
});

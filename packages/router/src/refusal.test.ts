import { DomainError, notFound } from "@stampede/domain/errors";
import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { z } from "zod";
import { asTRPCError, refusalOf, refused, refusing } from "./refusal.ts";

const thrown = (cause: unknown) => new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause });

test("what the domain refuses keeps its reason, its details and its message", () => {
  const retryAt = "2026-11-23T10:00:00.000Z";
  const error = asTRPCError(thrown(new DomainError("OVERLOADED", "Try again.", { retryAt })));
  expect(error.code).toBe("SERVICE_UNAVAILABLE");
  expect(refusalOf(error)).toEqual({
    reason: "OVERLOADED",
    details: { retryAt },
    message: "Try again.",
  });
});

test("a database out of reach is UNAVAILABLE, with an instant soon to come", () => {
  const lost = Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:5432"), {
    code: "ECONNREFUSED",
  });
  const error = asTRPCError(thrown(lost));
  expect(error.code).toBe("SERVICE_UNAVAILABLE");
  const refusal = refusalOf(error);
  if (refusal.reason !== "UNAVAILABLE") throw new Error(refusal.reason);
  const waitMs = Date.parse(refusal.details.retryAt) - Date.now();
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(2_000);
  expect(refusal.message).not.toContain("10.0.0.1");
});

test("a refusal costs no stack trace, and a fault keeps its own", async () => {
  const refusal = new DomainError("EVENT_NOT_ON_SALE", "Not on sale.", null);
  const error = await refusing(Promise.reject(refusal)).catch((thrownNow: unknown) => thrownNow);
  expect(error).toMatchObject({ code: "PRECONDITION_FAILED", cause: refusal });
  expect(error).toHaveProperty("stack", "TRPCError: Not on sale.");
  // What tRPC finds is already its own, so that it makes no other.
  expect(asTRPCError(error)).toBe(error);
  const fault = new Error("a fault");
  const wrapped = await refusing(Promise.reject(fault)).catch((thrownNow: unknown) => thrownNow);
  expect(wrapped).toMatchObject({ code: "INTERNAL_SERVER_ERROR", cause: fault });
  expect(fault.stack).toContain("refusal.test.ts");
});

test("a refusal that cannot be made leaves faults their stack traces", () => {
  const { stackTraceLimit } = Error;
  // As the stack's end does, where both are made.
  const failing = {
    toString(): string {
      throw new RangeError("Maximum call stack size exceeded");
    },
  };
  const make = (): unknown => Reflect.construct(DomainError, ["NOT_FOUND", failing, null]);
  expect(make).toThrow(RangeError);
  expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  const refusal = notFound("The page");
  Object.defineProperty(refusal, "message", { value: failing });
  expect(() => refused(refusal)).toThrow(RangeError);
  expect(Error.stackTraceLimit).toBe(stackTraceLimit);
});

test("a fault tells nothing of itself", () => {
  const fault = new Error("SELECT secret FROM /srv/app.ts");
  expect(refusalOf(asTRPCError(fault))).toEqual({
    reason: "INTERNAL_ERROR",
    details: null,
    message: "Something went wrong here.",
  });
});

test("an input's issues are at most 20, of at most 200 characters", () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, key) => [`k${key}`, z.int()]));
  const unknown = z.strictObject(many).safeParse({ ["x".repeat(1_000)]: 1 });
  const refusal = refusalOf(new TRPCError({ code: "BAD_REQUEST", cause: unknown.error }));
  if (refusal.reason !== "INVALID_INPUT") throw new Error(refusal.reason);
  expect(refusal.details.issues).toHaveLength(20);
  for (const { message } of refusal.details.issues) expect(message.length).toBeLessThanOrEqual(200);
});

test("a reply that its own schema refuses is a fault of the server", () => {
  const { error } = z.string().safeParse(1);
  const refusal = refusalOf(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error }));
  expect(refusal.reason).toBe("INTERNAL_ERROR");
});

test("HTTP's more exact status is kept", () => {
  const error = refused(notFound("The page"), "PAYLOAD_TOO_LARGE");
  expect(asTRPCError(error).code).toBe("PAYLOAD_TOO_LARGE");
});

import { expect, expectTypeOf, test } from "vitest";
import { type JobHandlers, type JobPayload, isJobName, registry } from "./registry.ts";

const nothing = async (): Promise<void> => undefined;

test("a missing handler does not compile", () => {
  // @ts-expect-error `sweep` is missing
  const handlers: JobHandlers = {
    "release-due": nothing,
    "reconcile-payments": nothing,
    "wind-up-events": nothing,
    "check-invariants": nothing,
  };
  expect(Object.keys(handlers)).toHaveLength(4);
});

test("a handler of an unknown job does not compile", () => {
  const handlers: JobHandlers = {
    "release-due": nothing,
    "reconcile-payments": nothing,
    "wind-up-events": nothing,
    "check-invariants": nothing,
    sweep: nothing,
    // @ts-expect-error no such job
    "send-mail": nothing,
  };
  expect(Object.keys(handlers)).toHaveLength(6);
});

test("a handler of another payload does not compile", () => {
  const handlers: JobHandlers = {
    // @ts-expect-error the second is a number
    "release-due": async (payload: { dueSecond: string }) => void payload,
    "reconcile-payments": nothing,
    "wind-up-events": nothing,
    "check-invariants": nothing,
    sweep: nothing,
  };
  expect(Object.keys(handlers)).toHaveLength(5);
  expectTypeOf<JobPayload<"release-due">>().toEqualTypeOf<{ dueSecond: number }>();
});

test("a payload with a missing, wrong or further key is refused", () => {
  const { payload } = registry["release-due"];
  for (const wrong of [{}, { dueSecond: "1" }, { dueSecond: 1.5 }, { dueSecond: 1, more: 1 }]) {
    expect(payload.safeParse(wrong).success).toBe(false);
  }
  expect(payload.safeParse({ dueSecond: 1 }).success).toBe(true);
});

test("a name inherited by every object is no job", () => {
  expect(isJobName("toString")).toBe(false);
  expect(isJobName("sweep")).toBe(true);
});

import { createHash } from "node:crypto";

import { expect, test } from "vitest";

import { FAULTS, makePlan } from "./plan.ts";

const SIZE = { buyers: 30, processes: 3, faults: 40 };

test("a seed makes the same plan every time, and another seed another", () => {
  expect(makePlan(7, SIZE)).toEqual(makePlan(7, SIZE));
  expect(makePlan(8, SIZE)).not.toEqual(makePlan(7, SIZE));
  // Written down, so that a seed of yesterday still replays: a change of the generator shows here.
  const digest = createHash("sha256")
    .update(JSON.stringify(makePlan(7, SIZE)))
    .digest("hex");
  expect(digest.slice(0, 16)).toBe("cc86ddb808705928");
});

test("plans come to every step, token, process and fault", () => {
  const plans = Array.from({ length: 20 }, (_, seed) => makePlan(seed, SIZE));
  const steps = plans.flatMap(({ buyers }) => buyers.flat());
  expect(new Set(steps.map((step) => step.do))).toEqual(
    new Set([
      "reserve",
      "pay",
      "cancel",
      "refund",
      "check-in",
      "read",
      "availability",
      "watch",
      "spy",
      "again",
    ]),
  );
  const tokens = new Set(steps.flatMap((step) => (step.do === "pay" ? [step.token] : [])));
  expect(tokens.size).toBe(8);
  expect(new Set(steps.map(({ process }) => process))).toEqual(new Set([0, 1, 2]));
  const faults = plans.flatMap((plan) => plan.faults.map(({ fault }) => fault));
  expect(new Set(faults)).toEqual(new Set(FAULTS));
});

test("an event is cancelled where it is asked for, amid its calls, and all else is as the seed says", () => {
  for (let seed = 0; seed < 20; seed++) {
    const plain = makePlan(seed, SIZE);
    const plan = makePlan(seed, { ...SIZE, cancelsEvent: true });
    expect(plain.cancellation).toBeUndefined();
    expect({ ...plan, cancellation: undefined, faults: plain.faults }).toEqual(plain);
    const afterCalls = plan.cancellation?.afterCalls ?? 0;
    expect(afterCalls).toBeGreaterThan(SIZE.buyers);
    expect(afterCalls).toBeLessThanOrEqual(SIZE.buyers * 3);
    const kills = plan.faults.filter(
      (one) => one.afterCalls >= afterCalls && one.afterCalls <= afterCalls + 10,
    );
    expect(kills.map(({ fault }) => fault)).toEqual(
      expect.arrayContaining(["api-killed", "worker-killed"]),
    );
  }
});

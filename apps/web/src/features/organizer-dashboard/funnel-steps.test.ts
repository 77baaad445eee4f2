import { expect, test } from "vitest";

import { funnelSteps } from "./funnel-steps.ts";

const funnel = {
  requested: 200,
  refused: 50,
  reserved: 150,
  paid: 100,
  expired: 20,
  cancelled: 10,
  refunded: 5,
  conversion: 0.5,
  medianSecondsToPay: 42,
};

test("every request is refused or reserved, and every reservation comes to an end or is open", () => {
  const requests = new Map(funnelSteps(funnel).map((step) => [step.key, step.requests]));
  expect(requests.get("open")).toBe(20);
  const sum = (...keys: Parameters<typeof requests.get>[0][]) =>
    keys.reduce((total, key) => total + (requests.get(key) ?? 0), 0);
  expect(sum("refused", "reserved")).toBe(requests.get("requested"));
  expect(sum("open", "expired", "cancelled", "paid")).toBe(requests.get("reserved"));
});

test("shares are of all requests, and 0 while there are none", () => {
  const [, refused] = funnelSteps(funnel);
  expect(refused?.share).toBe(0.25);
  const none = Object.fromEntries(Object.keys(funnel).map((key) => [key, 0]));
  const empty = funnelSteps({ ...funnel, ...none });
  expect(empty.every(({ share, requests }) => share === 0 && requests === 0)).toBe(true);
});

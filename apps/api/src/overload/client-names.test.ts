import { expect, test } from "vitest";
import { createClientNames } from "./client-names.ts";

test("a flood of addresses takes no more names than there is memory for", () => {
  const nameOf = createClientNames(10_000, { clientsMax: 100 });
  const addresses = Array.from(
    { length: 20_000 },
    (_, index) => `10.0.${index >> 8}.${index & 255}`,
  );
  const names = new Set(addresses.map(nameOf));
  expect(names.size).toBeLessThanOrEqual(100 + 1_024);
  // Those who were there first are still themselves.
  expect(nameOf(addresses[0] ?? "")).toBe(addresses[0]);
});

test("whoever comes in the next window is counted apart again", () => {
  let nowMs = 0;
  const nameOf = createClientNames(10_000, { clientsMax: 1, now: () => nowMs });
  expect([nameOf("a"), nameOf("b")]).toEqual(["a", expect.stringMatching(/^others-/)]);
  nowMs = 10_000;
  expect([nameOf("b"), nameOf("a")]).toEqual(["b", expect.stringMatching(/^others-/)]);
});

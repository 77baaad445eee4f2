import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createFanOut } from "./fan-out.ts";

const SENDS = 1_000;

test("thousands of sends leave turns for others, and each is done once, in order", async () => {
  const later = createFanOut();
  const sent: number[] = [];
  for (let send = 0; send < SENDS; send++) later(() => sent.push(send));
  expect(sent).toEqual([]);
  await turn();
  expect(sent.length).toBeLessThan(SENDS / 2);
  // One that comes meanwhile has its place at the end.
  later(() => sent.push(SENDS));
  for (let turns = 0; turns < SENDS && sent.length <= SENDS; turns++) await turn();
  expect(sent).toEqual(Array.from({ length: SENDS + 1 }, (_, send) => send));
});

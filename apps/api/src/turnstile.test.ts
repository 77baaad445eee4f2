import { expect, test } from "vitest";
import { createTurnstile } from "./turnstile.ts";

test("lets so many in at once, the others in their order, and refuses the rest at once", async () => {
  const turnstile = createTurnstile({ atOnceMax: 2, waitingMax: 3, refusal: "Too many." });
  const doors = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
  const entered: number[] = [];
  const results = doors.map(({ promise }, index) =>
    turnstile.pass(async () => {
      entered.push(index);
      return await promise;
    }),
  );
  expect(entered).toEqual([0, 1]);
  await expect(turnstile.pass(async () => 6)).rejects.toMatchObject({
    reason: "OVERLOADED",
    message: "Too many.",
    details: { retryAt: expect.any(String) },
  });

  doors[1]?.resolve(1);
  await results[1];
  expect(entered).toEqual([0, 1, 2]);
  doors[0]?.reject(new Error("broken"));
  await expect(results[0]).rejects.toThrow("broken");
  expect(entered).toEqual([0, 1, 2, 3]);

  for (const [index, { resolve }] of doors.entries()) resolve(index);
  expect(await Promise.all(results.slice(1))).toEqual([1, 2, 3, 4]);
  expect(await turnstile.pass(async () => 7)).toBe(7);
});

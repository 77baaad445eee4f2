import { expect, test } from "vitest";
import type { Duties } from "../duties.ts";
import { handleSweep } from "./sweep.ts";

const done = async (): Promise<void> => undefined;
const fails = (error: Error) => async (): Promise<void> => {
  throw error;
};

function sweepWith(duties: Partial<Duties>) {
  const logged: object[] = [];
  const log = { warn: () => undefined, error: (details: object) => void logged.push(details) };
  const sweep = handleSweep(
    { release: done, settle: done, refund: done, windUp: done, ...duties },
    log,
  );
  return { sweep: () => sweep({}), logged };
}

test.each(["settle", "refund", "windUp"] as const)(
  "a sweep that releases tickets is done though %s fails, which is logged, and not each time",
  async (duty) => {
    const error = new Error("one event");
    const { sweep, logged } = sweepWith({ [duty]: fails(error) });
    await sweep();
    await sweep();
    expect(logged).toEqual([{ error, duty, heldBack: 0 }]);
  },
);

test("a sweep that cannot release tickets fails, once all else was done", async () => {
  const error = new Error("no release");
  let isWoundUp = false;
  const windUp = async () => {
    await done();
    isWoundUp = true;
  };
  const { sweep } = sweepWith({ release: fails(error), windUp });
  await expect(sweep()).rejects.toBe(error);
  expect(isWoundUp).toBe(true);
});

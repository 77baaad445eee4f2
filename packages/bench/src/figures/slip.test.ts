import { expect, it } from "vitest";
import { createSlipWatch } from "./slip.ts";

it("voids a run as soon as one request is sent later than the bound", () => {
  const watch = createSlipWatch(10);
  watch.sent(0, 0);
  watch.sent(5, 15);
  expect(watch.result()).toEqual({ worstMs: 10, late: 0, isVoid: false });
  watch.sent(20, 31);
  watch.sent(30, 30);
  expect(watch.result()).toEqual({ worstMs: 11, late: 1, isVoid: true });
});

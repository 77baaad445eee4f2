import { expect, test } from "vitest";

import { canBeCode, isWholeCode, tidyCode } from "./ticket-code.ts";

test("spaces, dashes and small letters make no difference", () => {
  expect(tidyCode(" 7k2q-f0m3 xz8h\t4n6p ")).toBe("7K2QF0M3XZ8H4N6P");
  expect(isWholeCode("7k2q f0m3-xz8h 4n6p")).toBe(true);
  expect(isWholeCode("7k2q f0m3-xz8h 4n6")).toBe(false);
});

test("what a poster says is not sent as a ticket's code", () => {
  expect(canBeCode("7K2QF0M3XZ8H4N6P")).toBe(true);
  expect(canBeCode("")).toBe(false);
  expect(canBeCode(`HTTPS://EXAMPLE.COM/${"X".repeat(60)}`)).toBe(false);
  expect(canBeCode("7K2Q\u{0}F0M3")).toBe(false);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { idSuffixOfCode, reservationCode } from "./code.ts";

test("a code leads back to the end of the id it was made of", () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(idSuffixOfCode(reservationCode(id))).toBe(id.slice(-12));
    }),
  );
});

test("a code is found as people type it", () => {
  const code = reservationCode("01890000-0000-7000-8000-00010ab0c0de");
  expect(idSuffixOfCode(code.toLowerCase().replace("-", " ").replaceAll("0", "o"))).toBe(
    "00010ab0c0de",
  );
  expect(idSuffixOfCode("U0000-00000")).toBeUndefined();
  expect(idSuffixOfCode("buyer@example.com")).toBeUndefined();
});

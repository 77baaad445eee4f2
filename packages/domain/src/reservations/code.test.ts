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
  const ones = reservationCode("01890000-0000-7000-8000-210842108421");
  expect(ones).toBe("11111-11111");
  for (const letter of ["I", "l"]) {
    expect(idSuffixOfCode(ones.replaceAll("1", letter))).toBe("210842108421");
  }
  expect(idSuffixOfCode("U0000-00000")).toBeUndefined();
  for (const length of [0, 9, 11]) expect(idSuffixOfCode("0".repeat(length))).toBeUndefined();
  expect(idSuffixOfCode("buyer@example.com")).toBeUndefined();
});

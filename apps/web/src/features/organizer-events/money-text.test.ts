import { expect, test } from "vitest";

import { moneyText, parseMoney } from "./money-text.ts";

test("an amount is read as it was written, to the last minor unit", () => {
  expect(parseMoney("49", "en")).toBe(4_900);
  expect(parseMoney("49.5", "en")).toBe(4_950);
  expect(parseMoney("0.29", "en")).toBe(29);
  expect(parseMoney("1,234.50", "en")).toBe(123_450);
  expect(parseMoney(" €1,234 ", "en")).toBe(123_400);
  expect(parseMoney("1 234,50 €", "pl")).toBe(123_450);
  expect(parseMoney("1\u00A0234,5", "pl")).toBe(123_450);
  expect(parseMoney("19,99 EUR", "pl")).toBe(1_999);
  expect(parseMoney("0", "pl")).toBe(0);
});

test("the other language's decimals are understood where they can be nothing else", () => {
  expect(parseMoney("12,50", "en")).toBe(1_250);
  expect(parseMoney("12.50", "pl")).toBe(1_250);
  expect(parseMoney("1.234,50", "en")).toBe(123_450);
  expect(parseMoney("1,234", "en")).toBe(123_400);
  expect(parseMoney("1.234", "pl")).toBe(123_400);
});

test("what is no amount is refused", () => {
  const wrong = ["", "free", "-5", "1.", ".5", "1.2.3", "1,23,456", "12.345", "1e3", "€"];
  expect(wrong.filter((text) => parseMoney(text, "en") !== undefined)).toEqual([]);
  expect(parseMoney("1,2345", "pl")).toBeUndefined();
  expect(parseMoney("9999999999", "pl")).toBeUndefined();
});

test("every amount is read back from its text", () => {
  for (const locale of ["en", "pl"] as const) {
    for (const amount of [0, 1, 9, 10, 99, 100, 2_999, 123_456, 100_000_000]) {
      expect(parseMoney(moneyText(amount, locale), locale)).toBe(amount);
    }
  }
});

import { expect, test } from "vitest";

import { formatMoney } from "./money.ts";

const plain = (text: string): string => text.replaceAll(/\s/g, " ");

test("money is written as its language writes it, from minor units", () => {
  expect(formatMoney({ amount: 123_450, currency: "EUR" }, "en")).toBe("€1,234.50");
  expect(plain(formatMoney({ amount: 1_234_550, currency: "EUR" }, "pl"))).toBe("12 345,50 €");
});

test("a currency without minor units has none", () => {
  expect(formatMoney({ amount: 500, currency: "JPY" }, "en")).toBe("JP¥500");
});

test("a short amount drops decimals only where there are none", () => {
  expect(formatMoney({ amount: 4_500, currency: "EUR" }, "en", true)).toBe("€45");
  expect(formatMoney({ amount: 4_550, currency: "EUR" }, "en", true)).toBe("€45.50");
});

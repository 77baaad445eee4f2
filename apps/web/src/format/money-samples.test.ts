import { expect, test } from "vitest";

import { LOCALES } from "../texts/locale.ts";
import { formatMoney } from "./money.ts";
import { moneySamples, writeMoney } from "./money-samples.ts";

const AMOUNTS = [0, 5, 49, 100, 4_900, 99_999, 123_450, 1_234_550, 999_999_999_999];

test.each(LOCALES)("amounts are written from samples as by Intl, in %s", (locale) => {
  for (const currency of ["EUR", "PLN", "JPY", "KWD"]) {
    const samples = moneySamples(currency, locale);
    for (const amount of AMOUNTS) {
      expect(writeMoney(samples, amount)).toBe(formatMoney({ amount, currency }, locale));
    }
  }
});

import type { Locale } from "../texts/locale.ts";
import { formatMoney } from "./money.ts";

/** Of the largest whole number that is exact: no amount has more. */
const DIGITS_MAX = 16;
const SEPARATOR = "|";
const DIGIT = /\d/g;

/**
 * How a language writes amounts of one digit, of two, and so on: `€0.01|€0.10|€1.00|…`. With them
 * `writeMoney` writes any other without `Intl`, whose first use takes a phone a sixth of a second.
 */
export function moneySamples(currency: string, locale: Locale): string {
  const samples = Array.from({ length: DIGITS_MAX }, (_, zeros) =>
    formatMoney({ amount: 10 ** zeros, currency }, locale),
  );
  return samples.join(SEPARATOR);
}

/**
 * Writes an amount as `formatMoney` does.
 *
 * @param samples of `moneySamples`
 * @param amount in minor units, not negative
 */
export function writeMoney(samples: string, amount: number): string {
  const sample = samples.split(SEPARATOR)[String(amount).length - 1] ?? "";
  const places = sample.match(DIGIT)?.length ?? 0;
  const digits = String(amount).padStart(places, "0");
  let written = 0;
  return sample.replaceAll(DIGIT, () => digits.charAt(written++));
}

import type { Locale } from "../../texts/locale.ts";

const DECIMAL: Record<Locale, string> = { en: ".", pl: "," };
/** Digits before the decimals; more is no price, and would not stay exact. */
const UNITS_LENGTH_MAX = 9;
const DECIMALS = 2;

/**
 * An amount in minor units as a person would type it: `49.00`, `49,00`.
 *
 * @param amount whole minor units of a currency that has a hundred of them
 */
export function moneyText(amount: number, locale: Locale): string {
  const digits = String(amount).padStart(DECIMALS + 1, "0");
  return `${digits.slice(0, -DECIMALS)}${DECIMAL[locale]}${digits.slice(-DECIMALS)}`;
}

/**
 * Reads an amount that a person typed, digit by digit: `49`, `49.5`, `1,234.50`, `1 234,50 €`.
 * Either sign separates decimals where it cannot be meant for thousands.
 *
 * @param locale the language whose habits decide of `1,234` and `1.234`
 * @returns whole minor units, or undefined for what is no amount of money
 */
export function parseMoney(text: string, locale: Locale): number | undefined {
  const plain = text.replace(/^\s*€|(?:€|EUR)\s*$/i, "").replaceAll(/[\s\u00A0\u202F]/g, "");
  const decimal = decimalSign(plain, locale);
  const grouping = decimal === "." ? "," : ".";
  const [units = "", cents = "", ...rest] = plain.split(decimal);
  if (rest.length > 0 || !/^\d{0,2}$/.test(cents)) return undefined;
  if (plain.includes(decimal) && cents === "") return undefined;
  const digits = ungrouped(units, grouping);
  if (digits === undefined || digits.length > UNITS_LENGTH_MAX) return undefined;
  return Number(digits + cents.padEnd(DECIMALS, "0"));
}

/** Which sign stands before the decimals: the last one of two kinds, or the language's own. */
function decimalSign(text: string, locale: Locale): string {
  const [comma, dot] = [text.lastIndexOf(","), text.lastIndexOf(".")];
  if (comma >= 0 && dot >= 0) return comma > dot ? "," : ".";
  // Thousands come in threes, so one or two digits at the end are decimals in any language.
  if (/,\d{1,2}$/.test(text)) return ",";
  if (/\.\d{1,2}$/.test(text)) return ".";
  return DECIMAL[locale];
}

function ungrouped(units: string, grouping: string): string | undefined {
  if (/^\d+$/.test(units)) return units;
  const groups = units.split(grouping);
  const isGrouped =
    groups.length > 1 &&
    groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
  return isGrouped ? groups.join("") : undefined;
}

import type { Locale } from "../texts/locale.ts";
import { numberFormat } from "./formatters.ts";

/** A count, with the language's own grouping: `12,500`, `12 500`. */
export function formatNumber(count: number, locale: Locale): string {
  return numberFormat(locale, { useGrouping: true }).format(count);
}

/** A share from 0 to 1, as per cent with at most one decimal: `87.5%`. */
export function formatShare(share: number, locale: Locale): string {
  return numberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** A number of days in words: `6 days`, `6 dni`. */
export function formatDays(count: number, locale: Locale): string {
  return numberFormat(locale, { style: "unit", unit: "day", unitDisplay: "long" }).format(count);
}

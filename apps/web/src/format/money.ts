import type { Locale } from "../texts/locale.ts";
import { numberFormat } from "./formatters.ts";

/** An amount in minor units of its currency: `{ amount: 1250, currency: "EUR" }` is € 12.50. */
export interface MoneyAmount {
  readonly amount: number;
  readonly currency: string;
}

/**
 * Money as it is written in a language: `€12.50`, `12,50 €`.
 *
 * @param money an amount in minor units
 * @param locale the language
 * @param isShort whether a whole amount goes without decimals: `€12`
 */
export function formatMoney(money: MoneyAmount, locale: Locale, isShort = false): string {
  const style = { style: "currency", currency: money.currency } as const;
  const format = numberFormat(locale, style);
  const units = money.amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0);
  if (!isShort || !Number.isInteger(units)) return format.format(units);
  return numberFormat(locale, { ...style, maximumFractionDigits: 0 }).format(units);
}

import { moneySamples } from "../../format/money-samples.ts";
import type { Locale } from "../../texts/locale.ts";
import { ORDER_TOTAL } from "./order-marks.ts";

/** Marks where the total stands, in the server's page alone: the page's scripts need no mark. */
export function totalMark(currency: string, locale: Locale): Readonly<Record<string, string>> {
  return import.meta.env.SSR ? { [ORDER_TOTAL]: moneySamples(currency, locale) } : {};
}

import type { Locale } from "../texts/locale.ts";

/** Formatters are slow to make; each is made once. The bound is for timezones from the data. */
const FORMATTERS_MAX = 200;

const formatters = new Map<string, unknown>();

/** The region whose habits of writing dates, numbers and money a language is shown with. */
function regionOf(locale: Locale): string {
  return locale === "en" ? "en-GB" : "pl-PL";
}

/** A formatter of numbers, made once for the same options. */
export function numberFormat(
  locale: Locale,
  options: Intl.NumberFormatOptions = {},
): Intl.NumberFormat {
  return once(`n${locale}${JSON.stringify(options)}`, () => {
    return new Intl.NumberFormat(regionOf(locale), options);
  });
}

/** A formatter of dates and times, made once for the same options. */
export function dateFormat(
  locale: Locale,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return once(`d${locale}${JSON.stringify(options)}`, () => {
    return new Intl.DateTimeFormat(regionOf(locale), options);
  });
}

function once<F>(key: string, make: () => F): F {
  const known = formatters.get(key);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key tells the kind
  if (known !== undefined) return known as F;
  if (formatters.size >= FORMATTERS_MAX) formatters.clear();
  const formatter = make();
  formatters.set(key, formatter);
  return formatter;
}

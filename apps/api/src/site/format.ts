import type { Money } from "@stampede/domain/shapes";
import { TEXTS, type Locale } from "./texts.ts";

const MINOR_UNITS = 100;
/** English as it is written in Europe: 24 hours, and the day before the month. */
const TAGS: Readonly<Record<Locale, string>> = { en: "en-GB", pl: "pl-PL" };
/** Made when a page first wants one: the first costs a process that only sells 40 ms of its start. */
const money: Partial<Record<Locale, Intl.NumberFormat>> = {};

/** A price for people. */
export function priceText({ amount }: Money, locale: Locale): string {
  if (amount === 0) return TEXTS[locale].free;
  money[locale] ??= new Intl.NumberFormat(TAGS[locale], { style: "currency", currency: "EUR" });
  return money[locale].format(amount / MINOR_UNITS);
}

/** A price for programs: major units with two digits. */
export function priceNumber({ amount }: Money): string {
  return (amount / MINOR_UNITS).toFixed(2);
}

/** An instant for people, as the clocks show it where the event is. */
export function instantText(instant: string, timezone: string, locale: Locale): string {
  return new Date(instant).toLocaleString(TAGS[locale], {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: timezone,
  });
}

/** An instant for programs, with the offset of the timezone: `2030-06-01T20:00:00+02:00`. */
export function instantNumber(instant: string, timezone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timezone)
    .toString({ timeZoneName: "never", fractionalSecondDigits: 0 });
}

import { readPreference, writePreference } from "../preferences.ts";

/** The languages that the pages are written in. */
export const LOCALES = ["en", "pl"] as const;
export type Locale = (typeof LOCALES)[number];

/** The language to begin with: the visitor's choice, or what the server gave the page. */
export function initialLocale(): Locale {
  // On the server, each page says its own.
  if (typeof document === "undefined") return "en";
  const wanted = [readPreference("locale"), document.documentElement.lang, ...navigator.languages];
  for (const name of wanted) {
    const locale = LOCALES.find((known) => known === name?.slice(0, 2).toLowerCase());
    if (locale !== undefined) return locale;
  }
  return "en";
}

/** Keeps the choice for the next visit, and tells it to the browser and to screen readers. */
export function keepLocale(locale: Locale): void {
  writePreference("locale", locale);
  document.documentElement.lang = locale;
}

import { dateFormat } from "../../format/formatters.ts";
import type { Locale } from "../../texts/locale.ts";
import { hasOffset, plainWords, timezoneWords } from "./timezone-words.ts";

/** More than this many are no help to anybody; a letter more makes them fewer. */
const SHOWN_MAX = 50;

/** A timezone, and how far its clocks are from UTC now. */
export interface Timezone {
  readonly name: string;
  /** `Europe/Warsaw` for people: `Europe / Warsaw`. */
  readonly label: string;
  readonly offset: string;
}

/**
 * The timezones that have every word that is looked for in their name or their country's, those with
 * a name that begins with it first; or those whose clocks have an offset.
 *
 * @param search what was typed: `warsaw`, `new york`, `Polska`, `utc+2`
 */
export function findTimezones(search: string, locale: Locale): readonly Timezone[] {
  const words = plainWords(search).split(" ").filter(Boolean);
  const found = allNames().filter((name) => {
    const known = timezoneWords(name, locale);
    return words.every((word) => known.includes(word)) || hasOffset(name, search.toLowerCase());
  });
  const begins = (name: string): number =>
    plainWords(name)
      .split(" ")
      .some((part) => part.startsWith(words[0] ?? ""))
      ? 0
      : 1;
  return found
    .toSorted((a, b) => begins(a) - begins(b))
    .slice(0, SHOWN_MAX)
    .map((name) => ({ name, label: timezoneLabel(name), offset: offsetOf(name, locale) }));
}

/** A timezone's name as people read it. */
export function timezoneLabel(name: string): string {
  return name.replaceAll("_", " ").replaceAll("/", " / ");
}

function allNames(): readonly string[] {
  const names = Intl.supportedValuesOf("timeZone");
  return names.includes("UTC") ? names : [...names, "UTC"];
}

function offsetOf(name: string, locale: Locale): string {
  const format = dateFormat(locale, { timeZone: name, timeZoneName: "shortOffset" });
  return format.formatToParts().find(({ type }) => type === "timeZoneName")?.value ?? "";
}

import { dateFormat } from "../../format/formatters.ts";
import type { Locale } from "../../texts/locale.ts";

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
 * The timezones whose name has every word that is looked for, those that begin with it first.
 *
 * @param search what was typed: `warsaw`, `new york`
 */
export function findTimezones(search: string, locale: Locale): readonly Timezone[] {
  const words = plain(search).split(" ").filter(Boolean);
  const found = allNames().filter((name) => words.every((word) => plain(name).includes(word)));
  const begins = (name: string): number =>
    plain(name)
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

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[_/\s-]+/g, " ");
}

function offsetOf(name: string, locale: Locale): string {
  const format = dateFormat(locale, { timeZone: name, timeZoneName: "shortOffset" });
  return format.formatToParts().find(({ type }) => type === "timeZoneName")?.value ?? "";
}

import { dateFormat } from "../../format/formatters.ts";
import type { Locale } from "../../texts/locale.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
/** `+2`, `UTC-03:30`, `GMT+5.45`: hours from UTC, and minutes where there are any. */
const OFFSET = /^(?:utc|gmt)?([+-])(\d{1,2})(?:[:.]?(\d{2}))?$/u;

/** Where browsers say which timezones a region has: one by a method, others by what it was before. */
interface RegionInfo extends Intl.Locale {
  getTimeZones?(): readonly string[] | undefined;
  readonly timeZones?: readonly string[] | undefined;
}

const wordsOf = new Map<Locale, ReadonlyMap<string, string>>();

/** Small letters without marks, and spaces between words: `Łódź/New_Town` is `lodz new town`. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ł", "l")
    .replaceAll(/[_/\s-]+/gu, " ")
    .trim();
}

/**
 * What people may look for a timezone by: its name, and the countries that have it, in English and
 * in their language. Where the browser knows no countries, the name is all there is.
 */
export function timezoneWords(name: string, locale: Locale): string {
  const known = wordsOf.get(locale) ?? countriesByTimezone(locale);
  wordsOf.set(locale, known);
  return `${plainWords(name)} ${known.get(name) ?? ""}`;
}

/** Whether what was typed is an offset from UTC, and the clocks of a timezone have it now. */
export function hasOffset(name: string, search: string): boolean {
  const [, sign, hours = "", minutes = "00"] = OFFSET.exec(search.replaceAll(/\s/gu, "")) ?? [];
  if (sign === undefined) return false;
  const wanted = `${sign}${hours.padStart(2, "0")}:${minutes}`;
  const format = dateFormat("en", { timeZone: name, timeZoneName: "longOffset" });
  const part = format.formatToParts().find(({ type }) => type === "timeZoneName")?.value;
  // UTC itself is written as a bare GMT.
  return (part?.replace("GMT", "") || "+00:00") === wanted.replace("-00:00", "+00:00");
}

function countriesByTimezone(locale: Locale): ReadonlyMap<string, string> {
  const names = ["en", locale].map(
    (language) => new Intl.DisplayNames(language, { type: "region", fallback: "none" }),
  );
  const found = new Map<string, string>();
  for (const region of LETTERS.flatMap((first) => LETTERS.map((second) => first + second))) {
    const country = names.map((name) => name.of(region) ?? "").join(" ");
    if (country.trim() === "") continue;
    for (const timezone of timezonesOf(region)) {
      found.set(timezone, `${found.get(timezone) ?? ""} ${plainWords(country)}`);
    }
  }
  return found;
}

function timezonesOf(region: string): readonly string[] {
  const info: RegionInfo = new Intl.Locale(`und-${region}`);
  return info.getTimeZones?.() ?? info.timeZones ?? [];
}

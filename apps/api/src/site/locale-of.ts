import { parseAccept } from "hono/utils/accept";
import { parse } from "hono/utils/cookie";
import { LOCALES, type Locale } from "./texts.ts";

/** As much of a header is looked at: more says nothing of a language, and costs time. */
const ACCEPT_LENGTH_MAX = 256;

/** The language of a page: the visitor's own choice, else what the browser asks for. */
export function localeOf(headers: {
  readonly cookie: string | undefined;
  readonly acceptLanguage: string | undefined;
}): Locale {
  const { cookie = "", acceptLanguage = "" } = headers;
  const chosen = parse(cookie, "locale")["locale"];
  return (
    LOCALES.find((locale) => locale === chosen) ??
    parseAccept(acceptLanguage.slice(0, ACCEPT_LENGTH_MAX))
      .filter(({ q }) => q > 0)
      .toSorted((a, b) => b.q - a.q)
      .map(({ type }) => LOCALES.find((locale) => locale === type.split("-")[0]?.toLowerCase()))
      .find((locale) => locale !== undefined) ??
    LOCALES[0]
  );
}

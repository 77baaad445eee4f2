import type { Locale } from "./texts.ts";

/** Where the build leaves room for what is different on each page. */
const MARKS = ["<!--stampede:head-->", "<!--stampede:summary-->", "<!--stampede:data-->"] as const;
const ROOT_TAG = /<html[^>]*>/;

export const THEMES = ["system", "light", "dark"] as const;
/** `system` follows the device. */
export type Theme = (typeof THEMES)[number];

/** What a page puts into the shell: pieces of HTML. */
export interface PageParts {
  readonly head: string;
  readonly summary: string;
  readonly data: string;
}

/** Puts a page together. */
export type Shell = (look: { locale: Locale; theme: Theme }, parts: PageParts) => string;

/**
 * Takes the built page apart, once.
 *
 * @throws {Error} when it has no room for what the server puts in.
 */
export function parseShell(html: string): Shell {
  const rootTag = ROOT_TAG.exec(html)?.[0];
  if (rootTag === undefined) throw new Error("the site's index.html has no <html>");
  const [beforeRoot, afterRoot] = cut(html, rootTag);
  const [beforeHead, afterHead] = cut(afterRoot, MARKS[0]);
  const [beforeSummary, afterSummary] = cut(afterHead, MARKS[1]);
  const [beforeData, afterData] = cut(afterSummary, MARKS[2]);
  return ({ locale, theme }, { head, summary, data }) =>
    [
      beforeRoot,
      `<html lang="${locale}" data-theme="${theme}">`,
      beforeHead,
      head,
      beforeSummary,
      summary,
      beforeData,
      data,
      afterData,
    ].join("");
}

function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`the site's index.html has no ${mark}, or not in its place`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

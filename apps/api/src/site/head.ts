import { html, raw } from "hono/html";
import type { Locale } from "./texts.ts";
import { TEXTS } from "./texts.ts";

const OPEN_GRAPH_LOCALES: Readonly<Record<Locale, string>> = { en: "en_GB", pl: "pl_PL" };

/** What a page says of itself to search engines and to those that it is shared with. */
export interface HeadInput {
  readonly locale: Locale;
  readonly title: string;
  readonly description: string;
  /** The one address of what is shown; absent on pages that nobody is to find. */
  readonly url?: string;
  readonly image?: string;
}

/** The elements for a page's `<head>`; a page without an address of its own asks not to be indexed. */
export function headOf({ locale, title, description, url, image }: HeadInput) {
  const { siteName } = TEXTS[locale];
  if (url === undefined) {
    return html`<title>${title}</title> <meta name="robots" content="noindex" />`;
  }
  return html`<title>${title}</title>
    <meta name="description" content="${description}" />
    <link rel="canonical" href="${url}" />
    <meta property="og:site_name" content="${siteName}" />
    <meta property="og:type" content="website" />
    <meta property="og:locale" content="${OPEN_GRAPH_LOCALES[locale]}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:url" content="${url}" />
    ${image === undefined ? raw("") : imageOf(image)}`;
}

function imageOf(image: string) {
  return html`<meta property="og:image" content="${image}" />
    <meta property="og:image:type" content="image/png" />
    <meta property="og:image:width" content="1200" />
    <meta property="og:image:height" content="630" />
    <meta name="twitter:card" content="summary_large_image" />`;
}

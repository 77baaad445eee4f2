import { html } from "hono/html";
import { headOf } from "./head.ts";
import type { PageParts } from "./shell.ts";
import { TEXTS, type Locale } from "./texts.ts";

/** A page of which the server knows nothing: what is on it is made in the browser. */
export async function privatePage({ locale }: { readonly locale: Locale }): Promise<PageParts> {
  const { siteName: title } = TEXTS[locale];
  return { head: String(await headOf({ locale, title, description: "" })), summary: "", data: "" };
}

/** A page that is not there. */
export async function missingPage({ locale }: { readonly locale: Locale }): Promise<PageParts> {
  const { notFoundTitle: title, notFound, toEvents } = TEXTS[locale];
  const summary = html`<main data-summary>
    <h1>${title}</h1>
    <p>${notFound}</p>
    <p><a href="/">${toEvents}</a></p>
  </main>`;
  const head = headOf({ locale, title, description: "" });
  return { head: String(await head), summary: String(await summary), data: "" };
}

/** A page that cannot be told about at the moment; in the browser it tries again by itself. */
export async function unavailablePage({ locale }: { readonly locale: Locale }): Promise<PageParts> {
  const { unavailableTitle: title } = TEXTS[locale];
  const summary = html`<main data-summary><h1>${title}</h1></main>`;
  const head = headOf({ locale, title, description: "" });
  return { head: String(await head), summary: String(await summary), data: "" };
}

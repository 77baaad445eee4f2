import { html } from "hono/html";
import { type BoundedCache, createBoundedCache } from "./bounded-cache.ts";
import { type Encoding, encode } from "./encoding.ts";
import { digest } from "./entity-tag.ts";
import type { Page } from "./page-of.ts";
import type { BuiltSite } from "./read-site.ts";
import type { PageParts, Theme } from "./shell.ts";
import { type Locale, TEXTS } from "./texts.ts";

/** Pages kept in memory, each with its compressed forms: some 30 kB apiece. */
const RENDERED_MAX = 300;

/** How a page is shown to one visitor. */
export interface Look {
  readonly locale: Locale;
  readonly theme: Theme;
  /** Where the site is, without a slash at its end. */
  readonly base: string;
}

/** A page as it is sent. */
export interface RenderedPage {
  body(encoding: Encoding): Uint8Array<ArrayBuffer>;
}

/** Renders a page, or finds it rendered. */
export interface Renderer {
  /**
   * @param kind of page
   * @param content names what is on the page, and changes with it
   * @param make makes the page's parts
   */
  render(
    kind: Page["kind"],
    content: string,
    look: Look,
    make: (look: Look) => Promise<PageParts>,
  ): Promise<RenderedPage>;
  /** A weak entity tag: that of all pages that say the same to the same visitor. */
  etag(meaning: string, look: Look): string;
}

/** A renderer into the site's shell. */
export function createRenderer({ shell, preloads, version }: BuiltSite): Renderer {
  const pages: BoundedCache<RenderedPage> = createBoundedCache(RENDERED_MAX);
  const keyOf = (text: string, { locale, theme, base }: Look): string =>
    digest(version, text, locale, theme, base);
  return {
    etag: (meaning, look) => `W/"${keyOf(meaning, look)}"`,
    render: (kind, content, look, make) =>
      pages.get(keyOf(content, look), async () => {
        const parts = await make(look);
        const head = parts.head + preloads(kind, look.locale);
        const data = parts.data + String(await failedNotice(look.locale));
        return renderedPage(shell(look, { ...parts, head, data }));
      }),
  };
}

/** Hidden, and shown by the page's first script where the next one does not come. */
function failedNotice(locale: Locale) {
  const { failed, reload } = TEXTS[locale];
  return html`<div id="stampede-failed" role="alert" hidden>
    <p>${failed}</p>
    <button type="button">${reload}</button>
  </div>`;
}

function renderedPage(text: string): RenderedPage {
  const plain = new TextEncoder().encode(text);
  const bodies = new Map<Encoding, Uint8Array<ArrayBuffer>>();
  return {
    body(encoding) {
      const body = bodies.get(encoding) ?? encode(plain, encoding);
      bodies.set(encoding, body);
      return body;
    },
  };
}

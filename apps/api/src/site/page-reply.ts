import type { DomainContext } from "@stampede/domain/context";
import { asDomainError } from "@stampede/domain/faults";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { Logger } from "pino";
import { encodingFor } from "./encoding.ts";
import { isKnown } from "./entity-tag.ts";
import { isRefused } from "./is-refused.ts";
import { localeOf } from "./locale-of.ts";
import { createMarkups } from "./markups.ts";
import { createPageContents, type PageContent } from "./page-contents.ts";
import { PAGE_HEADERS } from "./page-headers.ts";
import type { Page } from "./page-of.ts";
import { missingPage, privatePage, unavailablePage } from "./plain-page.ts";
import type { BuiltSite } from "./read-site.ts";
import { createRenderer, type Look, type RenderedPage } from "./render.ts";
import { THEMES } from "./shell.ts";

/** Asked for anew each time, and answered briefly where nothing has changed. */
const CHECKED = "private, no-cache";
const NOT_KEPT = "no-store";

type PlainKind = "organizer" | "reservation" | "missing" | "unavailable";

const PLAIN: Readonly<Record<PlainKind, PageContent["make"]>> = {
  organizer: privatePage,
  reservation: privatePage,
  missing: missingPage,
  unavailable: unavailablePage,
};

/** Answers with pages. */
export interface PageReplies {
  reply(c: Context, page: Page): Promise<Response>;
  /** Says to come again; the page in the browser does so by itself. */
  replyLater(c: Context, status: 429 | 503, retryAt: string): Promise<Response>;
}

/**
 * Puts pages into the built shell.
 *
 * @param options.baseOf where the site is, as this visitor reaches it
 */
export function createPageReplies(options: {
  readonly site: BuiltSite;
  readonly domain: Pick<DomainContext, "db" | "availabilityReader">;
  readonly baseOf: (c: Context) => string;
  readonly log: Logger;
}): PageReplies {
  const renderer = createRenderer(options.site);
  const contents = createPageContents(
    options.domain,
    createMarkups(options.site.prerender, options.log),
  );

  const plain = async (
    c: Context,
    kind: PlainKind,
    status: number,
    more: Record<string, string> = {},
  ): Promise<Response> => {
    const look = { ...lookOf(c), base: "" };
    const page = await renderer.render(
      kind === "unavailable" ? "missing" : kind,
      kind,
      look,
      PLAIN[kind],
    );
    const headers = { "x-robots-tag": "noindex", "cache-control": NOT_KEPT, ...more };
    return send(c, page, look, { status, headers });
  };
  const full = async (
    c: Context,
    kind: Page["kind"],
    { content, meaning, make }: PageContent,
  ): Promise<Response> => {
    const look = { ...lookOf(c), base: options.baseOf(c) };
    const headers = { etag: renderer.etag(meaning, look), "cache-control": CHECKED };
    if (isKnown(c.req.header("if-none-match"), headers.etag)) {
      return new Response(null, { status: 304, headers: { ...PAGE_HEADERS, ...headers } });
    }
    const page = await renderer.render(kind, content, look, make);
    return send(c, page, look, { status: 200, headers });
  };
  const replyLater: PageReplies["replyLater"] = (c, status, retryAt) => {
    const seconds = Math.max(1, Math.ceil((Date.parse(retryAt) - Date.now()) / 1_000));
    return plain(c, "unavailable", status, { "retry-after": String(seconds) });
  };

  return {
    replyLater,
    async reply(c, page) {
      if (page.kind === "organizer" || page.kind === "reservation") return plain(c, page.kind, 200);
      if (page.kind === "missing") return plain(c, "missing", 404);
      try {
        const read = page.kind === "home" ? contents.home() : contents.event(page.event);
        return await full(c, page.kind, await read);
      } catch (error) {
        const refusal = asDomainError(error);
        if (refusal?.reason === "NOT_FOUND") return plain(c, "missing", 404);
        if (isRefused(refusal, "UNAVAILABLE")) return replyLater(c, 503, refusal.details.retryAt);
        throw error;
      }
    },
  };
}

function lookOf(c: Context): Omit<Look, "base"> {
  const [cookie, acceptLanguage] = [c.req.header("cookie"), c.req.header("accept-language")];
  const theme = getCookie(c, "theme");
  return {
    locale: localeOf({ cookie, acceptLanguage }),
    theme: THEMES.find((name) => name === theme) ?? "system",
  };
}

function send(
  c: Context,
  page: RenderedPage,
  { locale }: Pick<Look, "locale">,
  { status, headers }: { readonly status: number; readonly headers: Record<string, string> },
): Response {
  const encoding = encodingFor(c);
  const body = page.body(encoding);
  return new Response(body, {
    status,
    headers: {
      ...PAGE_HEADERS,
      ...headers,
      "content-language": locale,
      "content-length": String(body.length),
      ...(encoding !== "identity" && { "content-encoding": encoding }),
    },
  });
}

import type { DomainContext } from "@stampede/domain/context";
import {
  type EventAddress,
  listEventAddresses,
} from "@stampede/domain/events/list-event-addresses";
import { inTime } from "@stampede/router/in-time";
import { html } from "hono/html";
import { shareLoads } from "./shared-loads.ts";

/** A fifth of what the protocol allows, so that no reply takes much memory. */
export const SITEMAP_URLS_MAX = 10_000;
const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
const PATH = /^\/sitemap(?:-([1-9]\d{0,3}))?\.xml$/;
const CACHING = "public, max-age=300";

/** Tells crawlers where to look, and where not to: what is one person's is nobody's to find. */
export function robotsReply(base: string): Response {
  const lines = [
    "User-agent: *",
    "Disallow: /organizer",
    "Disallow: /reservations",
    "",
    `Sitemap: ${base}/sitemap.xml`,
    "",
  ];
  return new Response(lines.join("\n"), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": CACHING },
  });
}

/**
 * Answers for sitemaps: the published upcoming events, or where they are more than fit into one an
 * index of `/sitemap-1.xml`, `/sitemap-2.xml`, …
 *
 * @param urlsMax events in one of them at most
 * @returns undefined for a path that is no sitemap's, or of a sitemap that there is not.
 */
export function createSitemaps(
  domain: Pick<DomainContext, "db">,
  urlsMax: number,
): (path: string, base: string) => Promise<Response | undefined> {
  const pages = shareLoads((page) =>
    listEventAddresses(domain, { offset: (Number(page) - 1) * urlsMax, limit: urlsMax }),
  );
  return async (path, base) => {
    const match = PATH.exec(path);
    if (match === null) return undefined;
    const page = match[1] ?? "1";
    const { addresses, total } = await inTime(pages(page));
    if (match[1] !== undefined && addresses.length === 0) return undefined;
    const isIndex = match[1] === undefined && total > urlsMax;
    const xml = isIndex ? sitemapIndex(base, Math.ceil(total / urlsMax)) : urlSet(base, addresses);
    return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${String(await xml)}\n`, {
      headers: { "content-type": "application/xml; charset=utf-8", "cache-control": CACHING },
    });
  };
}

function urlSet(base: string, addresses: readonly EventAddress[]) {
  return html`<urlset xmlns="${NAMESPACE}">
    <url><loc>${base}/</loc></url>
    ${addresses.map(
      ({ slug, updatedAt }) =>
        html`<url
          ><loc>${base}/events/${slug}</loc><lastmod>${updatedAt.toISOString()}</lastmod></url
        > `,
    )}</urlset
  >`;
}

function sitemapIndex(base: string, pages: number) {
  const numbers = Array.from({ length: pages }, (_, index) => index + 1);
  return html`<sitemapindex xmlns="${NAMESPACE}">
    ${numbers.map(
      (page) => html`<sitemap><loc>${base}/sitemap-${page}.xml</loc></sitemap> `,
    )}</sitemapindex
  >`;
}

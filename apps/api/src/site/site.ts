import type { HttpBindings } from "@hono/node-server";
import type { DomainContext } from "@stampede/domain/context";
import { asDomainError } from "@stampede/domain/faults";
import type { Context, MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";
import type { BlockList } from "node:net";
import type { Logger } from "pino";
import { clientAddress } from "../client-address.ts";
import type { RateLimits } from "../rate-limits.ts";
import { createCovers } from "./covers.ts";
import { fileReply } from "./file-reply.ts";
import { createSitemaps, robotsReply, SITEMAP_URLS_MAX } from "./for-crawlers.ts";
import { isRefused } from "./is-refused.ts";
import { pageOf } from "./page-of.ts";
import { createPageReplies } from "./page-reply.ts";
import type { BuiltSite } from "./read-site.ts";

/** Answers for what is the site's, and passes on everything else. */
export type SiteHandler = MiddlewareHandler<{ Bindings: Partial<HttpBindings> }>;

/** What the site needs of the process. */
export interface SiteOptions {
  readonly site: BuiltSite;
  readonly domain: Pick<DomainContext, "db" | "availabilityReader">;
  /** Where people reach the site; undefined where nobody has said: then as a request names it. */
  readonly publicUrl: string | undefined;
  readonly rateLimits: RateLimits;
  readonly trustedProxies: BlockList;
  readonly log: Logger;
}

/**
 * Serves the built site: its files, its pages with what they say without any script, and what
 * crawlers ask for. Whatever is none of it goes on to the next handler.
 */
export function createSite(options: SiteOptions): SiteHandler {
  const { site, domain, publicUrl, rateLimits, trustedProxies, log } = options;
  const configuredBase = publicUrl?.replace(/\/+$/, "");
  const baseOf = (c: Context): string => configuredBase ?? new URL(c.req.url).origin;
  const pages = createPageReplies({ site, domain, baseOf, log });
  const sitemaps = createSitemaps(domain, SITEMAP_URLS_MAX);
  const covers = createCovers(domain);

  return async (c, next) => {
    const { path } = c.req;
    const file = site.files.get(path);
    if (file !== undefined) return fileReply(c, file);
    if (path === "/robots.txt") return robotsReply(baseOf(c));
    const page = pageOf(path);
    if (page !== undefined && !wantsPage(c)) return next();

    const peer = c.env.incoming?.socket.remoteAddress;
    const client = clientAddress(peer, c.req.header("x-forwarded-for"), trustedProxies);
    const retryAt = await rateLimits.take("read", client);
    if (retryAt !== undefined) return pages.replyLater(c, 429, retryAt.toISOString());
    if (page !== undefined) return pages.reply(c, page);
    try {
      return (await sitemaps(path, baseOf(c))) ?? (await covers(path)) ?? (await next());
    } catch (error) {
      const refusal = asDomainError(error);
      if (refusal?.reason === "NOT_FOUND") return next();
      if (isRefused(refusal, "UNAVAILABLE")) {
        return pages.replyLater(c, 503, refusal.details.retryAt);
      }
      throw error;
    }
  };
}

/** A program that asks for JSON is told in JSON that there is nothing. */
function wantsPage(c: Context): boolean {
  const wanted = accepts(c, {
    header: "Accept",
    supports: ["text/html", "application/xhtml+xml"],
    default: "",
    match: (types, { supports, default: none }) =>
      types.some(({ type, q }) => q > 0 && ["*/*", "text/*", ...supports].includes(type))
        ? "text/html"
        : none,
  });
  return wanted !== "" || c.req.header("Accept") === undefined;
}

import type { Logger } from "pino";
import { createBoundedCache } from "./bounded-cache.ts";
import { digest } from "./entity-tag.ts";
import type { Prerender } from "./prerender.ts";

/** Markups kept in memory, some 30 kB apiece. */
const MARKUPS_MAX = 100;

/**
 * The markup of an event's page as a browser shows it first; undefined where it cannot be rendered.
 *
 * @param content names what is on the page, and changes with it
 */
export type Markups = (
  content: string,
  page: Parameters<Prerender>[0],
) => Promise<string | undefined>;

/** Renders each markup once, whatever the address that the site is reached by. */
export function createMarkups(prerender: Prerender | undefined, log: Logger): Markups {
  if (prerender === undefined) return async () => undefined;
  const markups = createBoundedCache<string | undefined>(MARKUPS_MAX);
  return (content, page) =>
    markups.get(digest(content, page.locale, page.theme), async () => {
      try {
        return await prerender(page);
      } catch (error) {
        log.error({ err: error, eventId: page.event.id }, "a page cannot be rendered");
        return undefined;
      }
    });
}

import type { DomainContext } from "@stampede/domain/context";
import { getEvent } from "@stampede/domain/events/get-event";
import { getEventInput } from "@stampede/domain/events/shapes";
import { inTime } from "@stampede/router/in-time";
import { createBoundedCache } from "./bounded-cache.ts";
import { drawCover } from "./draw-cover.ts";

/** Pictures kept in memory, some 10 kB apiece. */
const COVERS_MAX = 200;
const PATH = /^\/covers\/([^/]+)\.png$/;
const CACHING = "public, max-age=86400";

/**
 * Answers for the pictures of events, `/covers/SLUG.png`.
 *
 * @returns undefined for any other path.
 */
export function createCovers(
  domain: Pick<DomainContext, "db">,
): (path: string) => Promise<Response | undefined> {
  const covers = createBoundedCache<Buffer<ArrayBuffer>>(COVERS_MAX);
  return async (path) => {
    const input = getEventInput.safeParse({ event: PATH.exec(path)?.[1] });
    if (!input.success) return undefined;
    const cover = await covers.get(input.data.event, async () => {
      // Only for events that can be seen: anybody could ask for any name.
      const { slug } = await inTime(getEvent(domain, input.data));
      return drawCover(slug);
    });
    return new Response(cover, {
      headers: {
        "content-type": "image/png",
        "content-length": String(cover.length),
        "cache-control": CACHING,
        // Shown by the sites that an event is shared on.
        "cross-origin-resource-policy": "cross-origin",
      },
    });
  };
}

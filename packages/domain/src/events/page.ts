import { encodeCursor } from "./cursor.ts";

interface Placed {
  readonly id: string;
  readonly startsAt: string;
}

/**
 * Makes a page of `limit` items out of up to `limit + 1`: the one too many only tells that there is
 * a next page.
 */
export function pageOf<Item extends Placed>(
  found: readonly Item[],
  limit: number,
): { items: Item[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const nextCursor =
    last === undefined || found.length <= limit
      ? null
      : encodeCursor({ startsAt: new Date(last.startsAt), id: last.id });
  return { items, nextCursor };
}

import { encodeCursor } from "./cursor.ts";

/**
 * A page ends before the event that would be beyond this, or a hundred events of a hundred ticket
 * types each would be tens of megabytes that one stranger's call has made, sent and remembered.
 */
export const PAGE_BYTES_MAX = 1_000_000;

/** An event of a page, and about how many bytes it takes in a reply. */
export interface Sized {
  readonly id: string;
  readonly startsAt: Date;
  readonly bytes: number;
}

/**
 * Makes a page of at most `limit` events out of up to `limit + 1`: what is too many only tells that
 * there is a next page. One event is a page, however large.
 */
export function pageOf(
  found: readonly Sized[],
  limit: number,
): { ids: string[]; nextCursor: string | null } {
  const ids: string[] = [];
  let bytes = 0;
  let last: Sized | undefined;
  for (const event of found.slice(0, limit)) {
    bytes += event.bytes;
    if (last !== undefined && bytes > PAGE_BYTES_MAX) break;
    ids.push(event.id);
    last = event;
  }
  const isLast = last === undefined || ids.length === found.length;
  return { ids, nextCursor: isLast || last === undefined ? null : encodeCursor(last) };
}

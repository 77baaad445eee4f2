import { encodeCursor } from "./cursor.ts";

/**
 * A page ends before the event that would be beyond this, or a hundred events of a hundred ticket
 * types each would be tens of megabytes that one stranger's call has made, sent and remembered.
 */
export const PAGE_BYTES_MAX = 1_000_000;

interface Sized {
  readonly event: { readonly id: string; readonly startsAt: Date };
  /** About how many it takes in a reply. */
  readonly bytes: number;
}

/**
 * Makes a page of at most `limit` events out of up to `limit + 1`: what is too many only tells that
 * there is a next page. One event is a page, however large.
 */
export function pageOf<Row extends Sized>(
  found: readonly Row[],
  limit: number,
): { rows: Row[]; nextCursor: string | null } {
  const rows: Row[] = [];
  let bytes = 0;
  for (const row of found.slice(0, limit)) {
    bytes += row.bytes;
    if (rows.length > 0 && bytes > PAGE_BYTES_MAX) break;
    rows.push(row);
  }
  const last = rows.at(-1);
  const isLast = last === undefined || rows.length === found.length;
  return { rows, nextCursor: isLast ? null : encodeCursor(last.event) };
}

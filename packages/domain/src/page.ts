/**
 * A page ends before what would take it beyond this, or one call would make, send and remember tens
 * of megabytes: a hundred events may have a hundred ticket types each, and a hundred reservations
 * ten thousand tickets each.
 */
export const PAGE_BYTES_MAX = 1_000_000;

/**
 * Makes a page of at most `limit` rows out of up to `limit + 1`: what is too many only tells that
 * there is a next page. One row is a page, however large.
 *
 * @param bytesOf about how many bytes a row takes in a reply.
 */
export function takePage<Row>(
  found: readonly Row[],
  limit: number,
  bytesOf: (row: Row) => number,
): { rows: Row[]; isLast: boolean } {
  const rows: Row[] = [];
  let bytes = 0;
  for (const row of found.slice(0, limit)) {
    bytes += bytesOf(row);
    if (rows.length > 0 && bytes > PAGE_BYTES_MAX) break;
    rows.push(row);
  }
  return { rows, isLast: rows.length === found.length };
}

/** A page of a list of the server's. */
interface ListPage<Item> {
  readonly items: readonly Item[];
  /** Where the next one begins; null after the last. */
  readonly nextCursor: string | null;
}

/** What the server gives at once at most. */
export const PAGE_LENGTH_MAX = 100;

/**
 * All of a list, a page after the other.
 *
 * @param fetchPage asks for the page that begins at a cursor, null for the first
 * @param pagesMax after so many it stops
 * @returns what there is on them, and whether there is more
 * @throws what `fetchPage` throws
 */
export async function fetchPages<Item>(
  fetchPage: (cursor: string | null) => Promise<ListPage<Item>>,
  pagesMax: number,
): Promise<{ readonly items: readonly Item[]; readonly hasMore: boolean }> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < pagesMax; pages++) {
    const page: ListPage<Item> = await fetchPage(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return { items, hasMore: cursor !== null };
}

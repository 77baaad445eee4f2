import { expect, test } from "vitest";

import { fetchPages } from "./fetch-pages.ts";

const PAGES = new Map([
  [null, { items: [1, 2], nextCursor: "b" }],
  ["b", { items: [3], nextCursor: "c" }],
  ["c", { items: [4], nextCursor: null }],
]);

async function pageAt(cursor: string | null) {
  const page = PAGES.get(cursor);
  if (page === undefined) throw new Error(`there is no page at ${cursor}`);
  return page;
}

test("all pages are fetched, each from where the one before ended", async () => {
  expect(await fetchPages(pageAt, 3)).toEqual({ items: [1, 2, 3, 4], hasMore: false });
});

test("it stops at its bound, and says that there is more", async () => {
  expect(await fetchPages(pageAt, 2)).toEqual({ items: [1, 2, 3], hasMore: true });
});

import { expect, test } from "vitest";

import { SEARCH_LENGTH_MAX, readFilter } from "./reservation-filter.ts";

test("a filter is read from an address, and what is no filter is left away", () => {
  expect(readFilter({ search: " ada ", status: "paid" })).toEqual({
    search: "ada",
    status: "paid",
  });
  expect(readFilter({ search: 12345 })).toEqual({ search: "12345" });
  expect(readFilter({ search: " ", status: "lost" })).toEqual({});
  expect(readFilter({ search: { a: 1 }, status: ["paid"] })).toEqual({});
  expect(readFilter({ search: "x".repeat(999) }).search).toHaveLength(SEARCH_LENGTH_MAX);
});

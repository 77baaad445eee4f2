import { expect, test } from "vitest";

import { nextSorting, sortedRows } from "./data-table-sorting.ts";

const rows = [
  { name: "b", sold: 2 },
  { name: "a10", sold: 2 },
  { name: "a9", sold: 1 },
];
const columns = [
  { key: "name", sortValue: ({ name }: (typeof rows)[number]) => name },
  { key: "sold", sortValue: ({ sold }: (typeof rows)[number]) => sold },
];
const names = (key: string, direction: "ascending" | "descending"): string =>
  sortedRows(rows, columns, { key, direction })
    .map(({ name }) => name)
    .join(" ");

test("rows are sorted by numbers and by text with numbers in it, and equal ones keep their order", () => {
  expect(names("name", "ascending")).toBe("a9 a10 b");
  expect(names("sold", "ascending")).toBe("a9 b a10");
  expect(names("sold", "descending")).toBe("b a10 a9");
  expect(sortedRows(rows, columns, null)).toBe(rows);
});

test("pressing a heading goes up, down, and back to the first order", () => {
  const up = nextSorting(null, "name");
  const down = nextSorting(up, "name");
  expect([up?.direction, down?.direction]).toEqual(["ascending", "descending"]);
  expect(nextSorting(down, "name")).toBeNull();
  expect(nextSorting(down, "sold")).toEqual({ key: "sold", direction: "ascending" });
});

import { expect, test } from "vitest";

import { plural } from "./plural.ts";

const bilety = (count: number): string =>
  plural("pl", count, {
    one: `${count} bilet`,
    few: `${count} bilety`,
    many: `${count} biletów`,
    other: `${count} biletu`,
  });

test("a number gets the form that its language has for it", () => {
  expect([0, 1, 2, 4, 5, 12, 21, 22, 1.5].map(bilety)).toEqual([
    "0 biletów",
    "1 bilet",
    "2 bilety",
    "4 bilety",
    "5 biletów",
    "12 biletów",
    "21 biletów",
    "22 bilety",
    "1.5 biletu",
  ]);
  const tickets = (count: number): string => plural("en", count, { one: "one", other: "other" });
  expect([0, 1, 2].map(tickets)).toEqual(["other", "one", "other"]);
});

import { plural } from "../plural.ts";

/** How many tickets there are; apart from the other texts, for what is there before them. */
export const ticketCount = (count: number): string =>
  plural("pl", count, {
    one: "1 bilet",
    few: `${count} bilety`,
    many: `${count} biletów`,
    other: `${count} biletu`,
  });

import { plural } from "../plural.ts";

/** How many tickets there are; apart from the other texts, for what is there before them. */
export const ticketCount = (count: number): string =>
  plural("en", count, { one: "1 ticket", other: `${count} tickets` });

import { plural } from "../plural.ts";

/** The list of events. */
export const texts = {
  title: "Events",
  label: "Upcoming events",
  search: "Search events",
  searchPlaceholder: "Name, city or venue",
  clear: "Clear the search",
  found: (count: number, hasMore: boolean) =>
    hasMore
      ? `${count} events shown, and there are more.`
      : plural("en", count, { one: "1 event.", other: `${count} events.` }),
  none: "Nothing is on sale right now",
  noneText: "New events appear here as soon as they are published.",
  nothingFound: (search: string) => `Nothing found for “${search}”`,
  nothingFoundText: "Check the spelling, or try fewer words: a city or a venue will do.",
  showAll: "Show all events",
  failed: "The events could not be loaded",
  failedText: "The connection or the shop has a problem. Trying again often helps.",
  moreFailed: "More events could not be loaded.",
};

import type { EventFilter } from "./queries.ts";

/** The server takes no more. */
const SEARCH_LENGTH_MAX = 200;
const STATUSES = ["draft", "published", "cancelled"] as const;

/** What an address asks the list of events for; what is none of it is left away. */
export function readEventFilter({ search, status }: Record<string, unknown>): EventFilter {
  const known = STATUSES.find((name) => name === status);
  // The router reads `?search=2026` as a number.
  const text = typeof search === "number" ? String(search) : search;
  const words = typeof text === "string" ? text.trim().slice(0, SEARCH_LENGTH_MAX) : "";
  return {
    ...(words !== "" && { search: words }),
    ...(known && { status: known }),
  };
}

import type { EventFilter } from "./queries.ts";

const STATUSES = ["draft", "published", "cancelled"] as const;

/** What an address asks the list of events for; what is none of it is left away. */
export function readEventFilter({ search, status }: Record<string, unknown>): EventFilter {
  const known = STATUSES.find((name) => name === status);
  // The router reads `?search=2026` as a number.
  const words = typeof search === "number" ? String(search) : search;
  return {
    ...(typeof words === "string" && words !== "" && { search: words }),
    ...(known && { status: known }),
  };
}

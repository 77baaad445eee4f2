import type { Outputs } from "@stampede/client/api";
import type { Server } from "@stampede/client/react/server";
import type { QueryClient } from "@tanstack/react-query";

const PAGE_SIZE = 50;
/** How often figures are asked for again while somebody looks at them. */
export const FIGURES_MS = 10_000;
/** Where the pages of the list are kept. */
export const EVENTS_KEY = "organizer's events";

/** What an organizer looks for among the events. */
export interface EventFilter {
  readonly search?: string;
  readonly status?: "draft" | "published" | "cancelled";
}

type Page = Outputs["organizer"]["events"]["list"];
type Cursor = string | null;

interface EventsQuery {
  readonly queryKey: readonly [string, EventFilter];
  readonly queryFn: (context: { pageParam: Cursor }) => Promise<Page>;
  readonly initialPageParam: Cursor;
  readonly getNextPageParam: (page: Page) => Cursor;
}

/** The organizer's events that a filter lets through, a page after the other. */
export function eventsQuery(
  queryClient: QueryClient,
  server: Server,
  filter: EventFilter,
): EventsQuery {
  return {
    queryKey: [EVENTS_KEY, filter],
    // Not tRPC's own options for this: they send a direction, which the procedure does not take.
    queryFn: ({ pageParam: cursor }) => {
      const input = { ...filter, limit: PAGE_SIZE, cursor };
      const options = server.organizer.events.list.queryOptions(input, { staleTime: 0 });
      return queryClient.fetchQuery({ ...options, retry: false });
    },
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  };
}

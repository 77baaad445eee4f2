import type { Outputs } from "@stampede/client/api";
import type { Server } from "@stampede/client/react/server";
import type { QueryClient } from "@tanstack/react-query";

/** How many events come at once. */
const PAGE_SIZE = 18;

type Page = Outputs["events"]["list"];
type Cursor = string | null;

interface EventsQuery {
  readonly queryKey: readonly string[];
  readonly queryFn: (context: { pageParam: Cursor }) => Promise<Page>;
  readonly initialPageParam: Cursor;
  readonly getNextPageParam: (page: Page) => Cursor;
}

/**
 * The events that are coming, a page after the other.
 *
 * @param search what is looked for, or nothing
 */
export function eventsQuery(queryClient: QueryClient, server: Server, search: string): EventsQuery {
  return {
    queryKey: ["coming events", search],
    // Not tRPC's own options for this: they send a direction, which the procedure does not take.
    queryFn: ({ pageParam: cursor }) => {
      const input = { limit: PAGE_SIZE, cursor, ...(search !== "" && { search }) };
      return queryClient.fetchQuery({ ...server.events.list.queryOptions(input), retry: false });
    },
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  };
}

import type { Server } from "@stampede/client/react/server";
import type { QueryClient } from "@tanstack/react-query";

import { PAGE_LENGTH_MAX, fetchPages } from "../../fetch-pages.ts";
import { type EventState, stateOf } from "../organizer-events/event-state.ts";

const PAGES_MAX = 20;

/** The state of each of an organizer's events, by its id; of the latest 2 000. */
export type EventStates = ReadonlyMap<string, EventState>;

/** Asks for the states of all events. */
export function eventStatesQuery(queryClient: QueryClient, { organizer: { events } }: Server) {
  return {
    // Begins as the procedure's own key does, so that it is out of date when that is.
    queryKey: [...events.list.queryKey({ limit: PAGE_LENGTH_MAX }), "states"],
    queryFn: async (): Promise<EventStates> => {
      const { items } = await fetchPages((cursor) => {
        const options = events.list.queryOptions({ limit: PAGE_LENGTH_MAX, cursor });
        // Kept nowhere but in what is made of them.
        return queryClient.fetchQuery({ ...options, retry: false, gcTime: 0, staleTime: 0 });
      }, PAGES_MAX);
      return new Map(items.map((event) => [event.id, stateOf(event, Date.now())]));
    },
  };
}

import type { Outputs } from "@stampede/client/api";
import type { Server } from "@stampede/client/react/server";
import type { QueryClient } from "@tanstack/react-query";

import { type EventState, stateOf } from "../organizer-events/event-state.ts";

type Page = Outputs["organizer"]["events"]["list"];

/** What the server gives at once at most. */
const PAGE_LENGTH_MAX = 100;
const PAGES_MAX = 20;

/** The state of each of an organizer's events, by its id; of the latest 2 000. */
export type EventStates = ReadonlyMap<string, EventState>;

/** Asks for the states of all events. */
export function eventStatesQuery(queryClient: QueryClient, { organizer: { events } }: Server) {
  return {
    // Begins as the procedure's own key does, so that it is out of date when that is.
    queryKey: [...events.list.queryKey({ limit: PAGE_LENGTH_MAX }), "states"],
    queryFn: async (): Promise<EventStates> => {
      const states = new Map<string, EventState>();
      let cursor: string | null = null;
      for (let pages = 0; pages < PAGES_MAX; pages++) {
        const input = { limit: PAGE_LENGTH_MAX, cursor };
        const options = { ...events.list.queryOptions(input), retry: false, gcTime: 0 };
        const page: Page = await queryClient.fetchQuery({ ...options, staleTime: 0 });
        for (const event of page.items) states.set(event.id, stateOf(event, Date.now()));
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      return states;
    },
  };
}

import { useServer } from "@stampede/client/react/server";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import type { OrganizerEvent } from "./event-values.ts";
import { EVENTS_KEY } from "./queries.ts";

/** Tells all that shows an event that it has changed. */
export function useEventChanged(): (event: OrganizerEvent) => Promise<void> {
  const queryClient = useQueryClient();
  const server = useServer();
  return useCallback(
    async (event) => {
      const { queryKey } = server.organizer.events.get.queryOptions({ eventId: event.id });
      queryClient.setQueryData(queryKey, event);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: [EVENTS_KEY] }),
        queryClient.invalidateQueries(server.events.pathFilter()),
        queryClient.invalidateQueries(server.statistics.pathFilter()),
      ]);
    },
    [queryClient, server],
  );
}

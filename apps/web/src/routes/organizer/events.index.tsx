import { createFileRoute } from "@tanstack/react-router";

import { OrganizerEventsPage } from "../../features/organizer-events/OrganizerEventsPage.tsx";
import { OrganizerEventsSkeleton } from "../../features/organizer-events/OrganizerEventsSkeleton.tsx";
import { readEventFilter } from "../../features/organizer-events/event-filter.ts";
import { eventsQuery } from "../../features/organizer-events/queries.ts";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/events/")({
  validateSearch: readEventFilter,
  // The page itself asks again when the filter changes: what is there stays until then.
  loader: ({ context: { queryClient, server }, location: { search } }) =>
    Promise.all([
      loadTexts("organizerEvents"),
      queryClient.fetchInfiniteQuery(eventsQuery(queryClient, server, readEventFilter(search))),
      queryClient.ensureQueryData(server.statistics.byEvent.queryOptions({})),
    ]).then(() => undefined),
  pendingComponent: OrganizerEventsSkeleton,
  component: OrganizerEventsPage,
});

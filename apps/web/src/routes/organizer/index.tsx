import { createFileRoute } from "@tanstack/react-router";

import { FiguresSkeleton } from "../../features/organizer-dashboard/FiguresSkeleton.tsx";
import { OverviewPage } from "../../features/organizer-dashboard/OverviewPage.tsx";
import { eventStatesQuery } from "../../features/organizer-dashboard/event-states.ts";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/")({
  loader: ({ context: { queryClient, server } }) =>
    Promise.all([
      loadTexts("organizerDashboard"),
      queryClient.ensureQueryData(server.statistics.byEvent.queryOptions({})),
      queryClient.ensureQueryData(server.statistics.byTicketType.queryOptions({})),
      queryClient.ensureQueryData(eventStatesQuery(queryClient, server)),
    ]).then(() => undefined),
  pendingComponent: FiguresSkeleton,
  component: OverviewPage,
});

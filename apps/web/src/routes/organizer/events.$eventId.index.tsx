import { createFileRoute } from "@tanstack/react-router";

import { DashboardPage } from "../../features/organizer-dashboard/DashboardPage.tsx";
import { FiguresSkeleton } from "../../features/organizer-dashboard/FiguresSkeleton.tsx";
import { RANGES, type Range } from "../../features/organizer-dashboard/ranges.ts";
import { throwNotFound } from "../../not-found.ts";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/events/$eventId/")({
  validateSearch: ({ range }): { range?: Range } => {
    const wanted = RANGES.find((known) => known === range);
    return wanted === undefined ? {} : { range: wanted };
  },
  loader: ({ context: { queryClient, server }, params: { eventId } }) =>
    Promise.all([
      loadTexts("organizerDashboard"),
      queryClient.ensureQueryData(server.organizer.events.get.queryOptions({ eventId })),
      queryClient.ensureQueryData(server.statistics.byTicketType.queryOptions({ eventId })),
      queryClient.ensureQueryData(server.statistics.funnel.queryOptions({ eventId })),
    ]).then(() => undefined, throwNotFound),
  pendingComponent: FiguresSkeleton,
  component: DashboardPage,
});

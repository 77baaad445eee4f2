import { createFileRoute } from "@tanstack/react-router";

import { CheckInPage } from "../../features/check-in/CheckInPage.tsx";
import { CheckInSkeleton } from "../../features/check-in/CheckInSkeleton.tsx";
import { throwNotFound } from "../../not-found.ts";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/events/$eventId/check-in")({
  loader: ({ context: { queryClient, server }, params: { eventId } }) =>
    Promise.all([
      loadTexts("checkIn"),
      queryClient.ensureQueryData(server.organizer.events.get.queryOptions({ eventId })),
      queryClient.ensureQueryData(server.statistics.checkIns.queryOptions({ eventId })),
    ]).then(() => undefined, throwNotFound),
  pendingComponent: CheckInSkeleton,
  component: CheckInPage,
});

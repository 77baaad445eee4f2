import { createFileRoute } from "@tanstack/react-router";

import { OrganizerReservationsPage } from "../../features/organizer-reservations/OrganizerReservationsPage.tsx";
import { RowsSkeleton } from "../../features/organizer-reservations/RowsSkeleton.tsx";
import { readFilter } from "../../features/organizer-reservations/reservation-filter.ts";
import { throwNotFound } from "../../not-found.ts";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/events/$eventId/reservations/")({
  validateSearch: readFilter,
  loader: ({ context: { queryClient, server }, params: { eventId } }) =>
    Promise.all([
      loadTexts("organizerReservations"),
      queryClient.ensureQueryData(server.organizer.events.get.queryOptions({ eventId })),
    ]).then(() => undefined, throwNotFound),
  pendingComponent: RowsSkeleton,
  component: OrganizerReservationsPage,
});

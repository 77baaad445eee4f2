import { createFileRoute } from "@tanstack/react-router";

import { OrganizerReservationsPage } from "../../features/organizer-reservations/OrganizerReservationsPage.tsx";
import { RowsSkeleton } from "../../features/organizer-reservations/RowsSkeleton.tsx";
import type { ReservationSearch } from "../../features/organizer-reservations/reservation-filter.ts";
import { throwNotFound } from "../../not-found.ts";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/events/$eventId/reservations/")({
  // Read by the page itself: what reads it is nothing that buyers need to load.
  validateSearch: ({ search, status }: ReservationSearch): ReservationSearch => ({
    search,
    status,
  }),
  loader: ({ context: { queryClient, server }, params: { eventId } }) =>
    Promise.all([
      loadTexts("organizerReservations"),
      queryClient.ensureQueryData(server.organizer.events.get.queryOptions({ eventId })),
    ]).then(() => undefined, throwNotFound),
  pendingComponent: RowsSkeleton,
  component: OrganizerReservationsPage,
});

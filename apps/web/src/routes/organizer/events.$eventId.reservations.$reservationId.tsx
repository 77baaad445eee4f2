import { createFileRoute, notFound } from "@tanstack/react-router";

import { OrganizerReservationPage } from "../../features/organizer-reservations/OrganizerReservationPage.tsx";
import { ReservationSkeleton } from "../../features/organizer-reservations/ReservationSkeleton.tsx";
import { throwNotFound } from "../../not-found.ts";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/events/$eventId/reservations/$reservationId")({
  loader: async ({ context: { queryClient, server }, params: { eventId, reservationId } }) => {
    const query = server.organizer.reservations.get.queryOptions({ reservationId });
    const [reservation] = await Promise.all([
      queryClient.fetchQuery(query).catch(throwNotFound),
      loadTexts("organizerReservations"),
    ]);
    // Under another event's address it is at the wrong place.
    // oxlint-disable-next-line typescript/only-throw-error -- the router looks for what is thrown
    if (reservation.eventId !== eventId) throw notFound();
  },
  pendingComponent: ReservationSkeleton,
  component: OrganizerReservationPage,
});

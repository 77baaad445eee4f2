import { createFileRoute } from "@tanstack/react-router";

import { ReservationPage } from "../features/reservation/ReservationPage.tsx";
import { ReservationSkeleton } from "../features/reservation/ReservationSkeleton.tsx";
import { isNewToken, loadReservation } from "../features/reservation/load-reservation.ts";

export const Route = createFileRoute("/reservations/$reservationId")({
  loader: {
    handler: ({ context, params: { reservationId }, location: { hash } }) =>
      loadReservation(context, reservationId, hash),
    staleReloadMode: "blocking",
  },
  // Another link to the same reservation, opened in the same tab.
  shouldReload: ({ params: { reservationId }, location: { hash } }) =>
    isNewToken(reservationId, hash) || undefined,
  component: ReservationPage,
  pendingComponent: ReservationSkeleton,
});

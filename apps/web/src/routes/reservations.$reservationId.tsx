import { createFileRoute } from "@tanstack/react-router";

import { isNewToken } from "../access-tokens.ts";
import { ReservationPage } from "../features/reservation/ReservationPage.tsx";
import { ReservationSkeleton } from "../features/reservation/ReservationSkeleton.tsx";

export const Route = createFileRoute("/reservations/$reservationId")({
  loader: {
    handler: async ({ context, params: { reservationId }, location: { hash } }) => {
      // The router takes out of the other pages what loads one, but not where it is told more of it.
      const { loadReservation } = await import("../features/reservation/load-reservation.ts");
      return loadReservation(context, reservationId, hash);
    },
    staleReloadMode: "blocking",
  },
  // Another link to the same reservation, opened in the same tab.
  shouldReload: ({ params: { reservationId }, location: { hash } }) =>
    isNewToken(reservationId, hash) || undefined,
  component: ReservationPage,
  pendingComponent: ReservationSkeleton,
});

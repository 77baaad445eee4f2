import { useServer } from "@stampede/client/react/server";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, getRouteApi } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";

import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { ReservationBuyer } from "./ReservationBuyer.tsx";
import { ReservationHistory } from "./ReservationHistory.tsx";
import { ReservationItems } from "./ReservationItems.tsx";
import { ReservationTickets } from "./ReservationTickets.tsx";
import { RefundPanel } from "./RefundPanel.tsx";
import { StatusBadge } from "./StatusBadge.tsx";
import type { ReservationStatus } from "./reservation-filter.ts";

/** What is about to change by itself is asked for so often. */
const SOON_MS = 2_000;
const HELD_MS = 5_000;

const POLL_MS: Record<ReservationStatus, number | false> = {
  held: HELD_MS,
  paying: SOON_MS,
  refunding: SOON_MS,
  paid: false,
  expired: false,
  cancelled: false,
  refunded: false,
};

const route = getRouteApi("/organizer/events/$eventId/reservations/$reservationId");

/** A reservation with its history; refunds. */
export function OrganizerReservationPage(): ReactNode {
  const { eventId, reservationId } = route.useParams();
  const texts = useTexts("organizerReservations");
  const { data: reservation } = useSuspenseQuery(
    useServer().organizer.reservations.get.queryOptions(
      { reservationId },
      { refetchInterval: ({ state: { data } }) => (data ? POLL_MS[data.status] : false) },
    ),
  );
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <Link
          to="/organizer/events/$eventId/reservations"
          params={{ eventId }}
          className="inline-flex min-h-11 items-center gap-2 self-start text-soft hover:text-ink"
        >
          <ArrowLeft aria-hidden="true" className="size-4" />
          {texts.back}
        </Link>
        <PageHeading title={`${texts.detailTitle} ${reservation.code}`}>
          <div className="mt-2 flex flex-wrap items-center gap-3">
            <StatusBadge status={reservation.status} />
            <span className="min-w-0 wrap-anywhere text-soft">{reservation.eventName}</span>
          </div>
        </PageHeading>
      </div>
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <ReservationItems reservation={reservation} />
          <ReservationTickets reservation={reservation} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ReservationBuyer reservation={reservation} />
          <RefundPanel reservation={reservation} />
          <ReservationHistory reservation={reservation} />
        </div>
      </div>
    </div>
  );
}

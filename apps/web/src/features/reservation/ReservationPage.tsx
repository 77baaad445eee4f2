import { useLoaderData, useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";

import { Tickets } from "../tickets/Tickets.tsx";
import { EventSummary } from "./EventSummary.tsx";
import { History } from "./History.tsx";
import { KeepLink } from "./KeepLink.tsx";
import { LostLink } from "./LostLink.tsx";
import { OrderSummary } from "./OrderSummary.tsx";
import { ReservationHeading } from "./ReservationHeading.tsx";
import { ReservationPanel } from "./ReservationPanel.tsx";
import { phaseOf } from "./phase.ts";
import { useReservation } from "./use-reservation.ts";

/** A reservation: its countdown, its payment, then its tickets. */
export function ReservationPage(): ReactNode {
  const { reservationId } = useParams({ from: "/reservations/$reservationId" });
  const loaded = useLoaderData({ from: "/reservations/$reservationId" });
  if ("lost" in loaded) return <LostLink kind={loaded.lost} />;
  const { accessToken } = loaded;
  return <KnownReservation key={accessToken} {...{ reservationId, accessToken }} />;
}

interface KnownReservationProps {
  readonly reservationId: string;
  readonly accessToken: string;
}

function KnownReservation({ reservationId, accessToken }: KnownReservationProps): ReactNode {
  const { reservation, event, refresh } = useReservation(reservationId);
  const phase = phaseOf(reservation);
  const page = useKeptFocus(phase);
  return (
    <div
      ref={page}
      className="page-width grid content-start gap-6 py-6 md:py-10 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-x-12 print:block print:p-0"
    >
      <div className="lg:col-span-2 print:hidden">
        <ReservationHeading {...{ reservation, event, phase, onEnd: refresh }} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        {phase !== "paid" && <EventSummary {...{ reservation, event }} />}
        <ReservationPanel {...{ reservation, event, phase }} />
        {reservation.tickets.length > 0 && <Tickets {...{ reservation, event, accessToken }} />}
      </div>
      <div className="flex min-w-0 flex-col gap-6 self-start lg:sticky lg:top-22 print:hidden">
        <OrderSummary reservation={reservation} />
        {phase !== "expired" && phase !== "cancelled" && (
          <KeepLink {...{ reservationId, accessToken }} />
        )}
        <History {...reservation} />
      </div>
    </div>
  );
}

/** Gives the focus to the heading when what had it went away with the phase before. */
function useKeptFocus(phase: string): React.RefObject<HTMLDivElement | null> {
  const page = useRef<HTMLDivElement>(null);
  const shown = useRef(phase);
  useEffect(() => {
    if (shown.current === phase) return;
    shown.current = phase;
    if (document.activeElement !== document.body) return;
    page.current?.querySelector("h1")?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [phase]);
  return page;
}

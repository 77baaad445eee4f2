import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { EventCover } from "../../components/EventCover.tsx";
import { EventTime } from "../../components/EventTime.tsx";
import { Money } from "../../components/Money.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { Event, Reservation } from "./use-reservation.ts";

interface EventSummaryProps {
  readonly reservation: Reservation;
  readonly event: Event | undefined;
}

/** What is being bought, in three lines. */
export function EventSummary({ reservation, event }: EventSummaryProps): ReactNode {
  const texts = useTexts("reservation");
  const { eventId, eventName, items, total } = reservation;
  const slug = event?.slug ?? eventId;
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <section aria-label={texts.event} className="flex gap-4 print:hidden">
      <EventCover slug={slug} className="size-20 shrink-0 rounded-control" />
      <div className="min-w-0">
        <p className="text-heading">
          <Link to="/events/$slug" params={{ slug }} className="hover:underline">
            {eventName}
          </Link>
        </p>
        {event && (
          <p className="text-sm text-soft">
            <EventTime {...event} />
          </p>
        )}
        {event?.venue && <p className="text-sm text-soft">{event.venue.name}</p>}
        <p className="font-medium">
          {texts.ticketsFor(count)} ·{" "}
          {total.amount === 0 ? texts.priceFree : <Money value={total} />}
        </p>
      </div>
    </section>
  );
}

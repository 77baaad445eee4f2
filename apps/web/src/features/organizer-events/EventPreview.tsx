import { useServer } from "@stampede/client/react/server";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

import { Card } from "../../components/Card.tsx";
import { Money } from "../../components/Money.tsx";
import { formatTime, timezoneName } from "../../format/time.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { EventAbout } from "../events/EventAbout.tsx";
import { EventHeader } from "../events/EventHeader.tsx";
import { StateBadge } from "../events/StateBadge.tsx";
import { type EventState, ticketStateOf } from "../events/ticket-state.ts";
import type { OrganizerEvent, OrganizerTicketType } from "./event-values.ts";

/** What buyers see of an event, without what they do there. */
export function EventPreview({ event }: { readonly event: OrganizerEvent }): ReactNode {
  const { preview } = useTexts("organizerEvents");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_24rem] xl:grid-rows-[auto_1fr]">
      <EventHeader event={event} />
      <Card className="flex flex-col gap-2 self-start xl:row-span-2">
        <h2 className="text-heading">{preview.tickets}</h2>
        {event.ticketTypes.length === 0 && <p className="text-soft">{preview.noTickets}</p>}
        <Tickets event={event} />
      </Card>
      <EventAbout event={event} />
    </div>
  );
}

function Tickets({ event }: { readonly event: OrganizerEvent }): ReactNode {
  const isSelling = event.status === "published";
  const isCancelled = event.status === "cancelled";
  const { data: availability } = useQuery(
    useServer().events.availability.queryOptions({ eventId: event.id }, { enabled: isSelling }),
  );
  const [now] = useState(() => new Date().toISOString());
  return (
    <ul className="divide-y divide-line">
      {event.ticketTypes.map((ticketType) => (
        <Ticket
          key={ticketType.id}
          ticketType={ticketType}
          timezone={event.timezone}
          state={
            isCancelled
              ? { kind: "cancelled" }
              : isSelling
                ? ticketStateOf(ticketType, availability)
                : plannedState(ticketType, now)
          }
        />
      ))}
    </ul>
  );
}

interface TicketProps {
  readonly ticketType: OrganizerTicketType;
  readonly timezone: string;
  readonly state: EventState;
}

function Ticket({ ticketType, timezone, state }: TicketProps): ReactNode {
  const { preview } = useTexts("organizerEvents");
  const locale = useLocale();
  const { name, description, price, maxPerReservation, salesStartAt, salesEndAt } = ticketType;
  const time = (at: string): string =>
    `${formatTime(at, locale, "short", timezone)} ${timezoneName(at, locale, timezone)}`;
  return (
    <li className="flex flex-col gap-1.5 py-4 last:pb-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-semibold wrap-anywhere">{name}</span>
        <span className="font-semibold">
          {price.amount === 0 ? preview.free : <Money value={price} />}
        </span>
      </p>
      {description && <p className="text-sm whitespace-pre-line text-soft">{description}</p>}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
        <StateBadge state={state} />
        <span>{preview.perReservation(maxPerReservation)}</span>
      </div>
      {state.kind === "not_started" && salesStartAt && (
        <p className="text-sm text-soft">{preview.onSaleFrom(time(salesStartAt))}</p>
      )}
      {salesEndAt && <p className="text-sm text-soft">{preview.until(time(salesEndAt))}</p>}
    </li>
  );
}

/** The state that a ticket type would be in, were the event published now. */
function plannedState(
  { salesStartAt, salesEndAt, capacity }: OrganizerTicketType,
  now: string,
): EventState {
  if (salesStartAt !== null && salesStartAt > now) {
    return { kind: "not_started", opensAt: salesStartAt };
  }
  if (salesEndAt !== null && salesEndAt <= now) return { kind: "ended" };
  return capacity === 0 ? { kind: "sold_out" } : { kind: "on_sale", available: capacity };
}

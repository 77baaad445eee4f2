import { useAvailability } from "@stampede/client/react/use-availability";
import { useServer } from "@stampede/client/react/server";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, getRouteApi } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect } from "react";

import { useTexts } from "../../texts/use-texts.ts";
import { BuyBar } from "./BuyBar.tsx";
import { EventAbout } from "./EventAbout.tsx";
import { EventHeader } from "./EventHeader.tsx";
import { TicketPanel } from "./TicketPanel.tsx";
import { type Availability, type Event, eventStateOf } from "./ticket-state.ts";
import { useOrder } from "./use-order.ts";

/** What the stream does not bring, such as a price, is asked for as often as this. */
const REFRESH_MS = 60_000;

const route = getRouteApi("/events/$slug");

/** An event: everything about it, and its tickets. */
export function EventPage(): ReactNode {
  const { slug } = route.useParams();
  const { data: event } = useSuspenseQuery(
    useServer().events.get.queryOptions({ event: slug }, { refetchInterval: REFRESH_MS }),
  );
  // Another event is another order.
  return <OneEvent key={event.id} event={event} />;
}

function OneEvent({ event }: { readonly event: Event }): ReactNode {
  const { allEvents } = useTexts("events");
  const { availability, connection } = useAvailability({ eventId: event.id });
  const order = useOrder(event, availability);
  useRefreshOnChange(event, availability);
  return (
    <div className="page-width flex grow flex-col gap-3 py-3 sm:py-5">
      <Link
        to="/"
        className="-ml-2 inline-flex min-h-11 items-center gap-2 self-start rounded-control px-2 text-sm font-medium text-soft hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4" />
        {allEvents}
      </Link>
      <div className="grid grow grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_27rem] lg:grid-rows-[auto_1fr]">
        <EventHeader event={event} />
        <TicketPanel event={event} order={order} connection={connection} />
        <EventAbout event={event} />
      </div>
      <BuyBar event={event} order={order} />
    </div>
  );
}

/**
 * Asks for the event anew where its figures say that it is another: they tell of ticket types that it
 * did not have, or its sale ends all at once, and then it may have been cancelled.
 */
function useRefreshOnChange(event: Event, availability: Availability | undefined): void {
  const queryClient = useQueryClient();
  const server = useServer();
  const told = availability?.ticketTypes.map(({ ticketTypeId }) => ticketTypeId);
  const known = event.ticketTypes.map(({ id }) => id);
  const isOther = told !== undefined && told.sort().join() !== known.sort().join();
  const isEnded = eventStateOf(event, availability).kind === "ended";
  useEffect(() => {
    if (isEnded || isOther) void queryClient.invalidateQueries(server.events.get.pathFilter());
  }, [isEnded, isOther, queryClient, server]);
}

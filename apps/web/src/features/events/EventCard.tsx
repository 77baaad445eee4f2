import { useServer } from "@stampede/client/react/server";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";

import { EventCover } from "../../components/EventCover.tsx";
import { EventTime } from "../../components/EventTime.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { StateBadge } from "./StateBadge.tsx";
import { priceFrom } from "./price-from.ts";
import { type Event, eventStateOf } from "./ticket-state.ts";
import { useVisible } from "./use-visible.ts";

/** How often the state of an event that is on the screen is asked for. */
const REFRESH_MS = 30_000;

/** An event in the list: a row on phones, a card with a picture where there is room. */
export function EventCard({ event }: { readonly event: Event }): ReactNode {
  const { slug, name, venue } = event;
  const card = useRef<HTMLLIElement>(null);
  const isVisible = useVisible(card);
  const { data: availability } = useQuery(
    useServer().events.availability.queryOptions(
      { eventId: event.id },
      { enabled: isVisible, refetchInterval: REFRESH_MS },
    ),
  );
  const price = priceFrom(event, availability, useLocale(), useTexts("events"));
  return (
    <li
      ref={card}
      className="relative flex overflow-hidden rounded-card border border-line bg-surface transition-colors has-[a:hover]:border-edge sm:flex-col"
    >
      <EventCover
        slug={slug}
        className="w-24 shrink-0 self-stretch sm:aspect-[16/9] sm:h-auto sm:w-full"
      />
      <div className="flex min-w-0 grow flex-col gap-1 p-3.5 sm:p-5">
        <h2 className="text-heading">
          <Link
            to="/events/$slug"
            params={{ slug }}
            className="line-clamp-3 after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {name}
          </Link>
        </h2>
        <p className="text-soft">
          <EventTime startsAt={event.startsAt} timezone={event.timezone} />
        </p>
        {venue && (
          <p className="line-clamp-1 text-soft">
            {[venue.name, venue.city].filter((part) => part !== null).join(", ")}
          </p>
        )}
        <div className="mt-auto flex min-h-8 flex-wrap items-center justify-between gap-x-3 gap-y-1 pt-2">
          <StateBadge state={eventStateOf(event, availability)} isShort />
          {price !== null && <span className="tabular font-semibold">{price}</span>}
        </div>
      </div>
    </li>
  );
}

import { CalendarDays, type LucideIcon, MapPin, UserRound } from "lucide-react";
import type { ReactNode } from "react";

import { EventCover } from "../../components/EventCover.tsx";
import { EventTime } from "../../components/EventTime.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { Event } from "./ticket-state.ts";

const MAP = "https://www.openstreetmap.org/search?query=";

/** What an event is called, when and where it is, and who makes it. */
export function EventHeader({ event }: { readonly event: Event }): ReactNode {
  const { facts } = useTexts("events");
  return (
    <header className="flex flex-col gap-5 sm:gap-7">
      <EventCover slug={event.slug} className="aspect-[5/2] w-full rounded-card" />
      <PageHeading title={event.name} size="display" />
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Fact icon={CalendarDays} label={facts.when}>
          <EventTime
            startsAt={event.startsAt}
            endsAt={event.endsAt}
            timezone={event.timezone}
            style="long"
          />
        </Fact>
        <Fact icon={MapPin} label={facts.where}>
          <Venue venue={event.venue} />
        </Fact>
        <Fact icon={UserRound} label={facts.organizer}>
          {event.organizer.name}
        </Fact>
      </dl>
    </header>
  );
}

interface FactProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly children: ReactNode;
}

function Fact({ icon: Icon, label, children }: FactProps): ReactNode {
  return (
    <div className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3">
      <dt className="contents">
        <Icon aria-hidden="true" className="mt-0.5 size-5 text-soft" />
        <span className="sr-only">{label}</span>
      </dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function Venue({ venue }: Pick<Event, "venue">): ReactNode {
  const { facts } = useTexts("events");
  if (venue === null) return facts.online;
  const address = [venue.address, venue.city, venue.country].filter((part) => part !== null);
  const query = [venue.name, ...address].join(", ");
  return (
    <>
      <span className="block">{venue.name}</span>
      <span className="block text-sm text-soft">{address.join(", ")}</span>
      <a
        href={MAP + encodeURIComponent(query)}
        target="_blank"
        rel="noopener noreferrer"
        className="link inline-flex min-h-6 items-center text-sm"
      >
        {facts.map}
        <span className="sr-only"> ({facts.opensElsewhere})</span>
      </a>
    </>
  );
}

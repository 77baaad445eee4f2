import type { Outputs } from "@stampede/client/api";
import { useServer } from "@stampede/client/react/server";
import { useQueryClient, useSuspenseQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import type { EventState } from "../organizer-events/event-state.ts";
import { EventStateBadge } from "../organizer-events/EventStateBadge.tsx";
import { FigureList } from "./FigureList.tsx";
import { FileTable } from "./FileTable.tsx";
import { LiveStatus } from "./LiveStatus.tsx";
import { eventStatesQuery } from "./event-states.ts";
import { type FileColumn, figureColumns } from "./figure-columns.tsx";
import { forSale, sumFigures } from "./figures.ts";
import { useTicketTypeColumns } from "./use-ticket-type-columns.tsx";

/** An event's figures; those of tickets that nobody can buy count as none available. */
type EventFigures = Outputs["statistics"]["byEvent"]["items"][number] & {
  /** Undefined for one that was made a moment ago, or long before all others. */
  readonly state: EventState | undefined;
};

const ROUND_MS = 10_000;
/** Events change seldom, and all of them are asked for. */
const STATES_MS = 60_000;

/** Figures over all events of an organizer. */
export function OverviewPage(): ReactNode {
  const texts = useTexts("organizerDashboard");
  const { overview } = texts;
  const server = useServer();
  const { statistics } = server;
  const [{ data: figures, dataUpdatedAt }, { data: types }, { data: states }] = useSuspenseQueries({
    queries: [
      statistics.byEvent.queryOptions({}, { refetchInterval: ROUND_MS }),
      statistics.byTicketType.queryOptions({}, { refetchInterval: ROUND_MS }),
      { ...eventStatesQuery(useQueryClient(), server), refetchInterval: STATES_MS },
    ],
  });
  const events = figures.items.map((event): EventFigures => {
    const state = states.get(event.eventId);
    return { ...forSale(event, state ?? "published"), state };
  });
  const eventColumns = useEventColumns();
  const ticketTypeColumns = useTicketTypeColumns(overview.ticketType);
  if (events.length === 0) return <NoEvents />;
  return (
    <div className="flex flex-col gap-8">
      <PageHeading
        title={texts.title}
        actions={<LiveStatus updatedAt={dataUpdatedAt} isLive={false} roundMs={ROUND_MS} />}
      >
        <p className="mt-1 text-soft">{overview.intro(events.length)}</p>
      </PageHeading>
      <FigureList label={overview.figures} figures={sumFigures(events)} />
      <FileTable
        title={overview.byEvent}
        file={overview.files.byEvent}
        columns={eventColumns}
        rows={events}
        rowKey={({ eventId }) => eventId}
        rowName={nameWithState}
      />
      <FileTable
        title={overview.byTicketType}
        hint={overview.byTicketTypeHint}
        file={overview.files.byTicketType}
        columns={ticketTypeColumns}
        rows={types.items}
        rowKey={({ name }) => name}
        rowName={({ name }) => name}
        empty={<p className="text-soft">{texts.dashboard.noTicketTypes}</p>}
      />
    </div>
  );
}

function useEventColumns(): readonly FileColumn<EventFigures>[] {
  const texts = useTexts("organizerDashboard");
  const { eventStates } = useTexts("organizer");
  const locale = useLocale();
  return [
    {
      key: "event",
      heading: texts.overview.event,
      cell: eventLink,
      sortValue: ({ eventName }) => eventName,
      csv: ({ eventName }) => eventName,
    },
    {
      key: "state",
      heading: texts.overview.state,
      cell: ({ state }) => state && <EventStateBadge state={state} />,
      sortValue: ({ state }) => (state ? eventStates[state] : ""),
      csv: ({ state }) => (state ? eventStates[state] : null),
    },
    ...figureColumns<EventFigures>(texts, locale),
  ];
}

function eventLink({ eventId, eventName }: EventFigures): ReactNode {
  return (
    <Link
      to="/organizer/events/$eventId"
      params={{ eventId }}
      className="link inline-flex min-h-11 min-w-0 items-center wrap-anywhere md:min-h-6 md:w-max md:max-w-48 2xl:max-w-96"
    >
      {eventName}
    </Link>
  );
}

function nameWithState(event: EventFigures): ReactNode {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {eventLink(event)}
      {event.state && <EventStateBadge state={event.state} />}
    </span>
  );
}

function NoEvents(): ReactNode {
  const { title, overview } = useTexts("organizerDashboard");
  return (
    <>
      <PageHeading title={title} />
      <EmptyState
        title={overview.empty.title}
        action={
          <ButtonLink to="/organizer/events/new" variant="primary">
            {overview.empty.action}
          </ButtonLink>
        }
      >
        {overview.empty.text}
      </EmptyState>
    </>
  );
}

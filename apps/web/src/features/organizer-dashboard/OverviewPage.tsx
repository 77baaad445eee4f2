import type { Outputs } from "@stampede/client/api";
import { useServer } from "@stampede/client/react/server";
import { useSuspenseQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { FigureList } from "./FigureList.tsx";
import { FileTable } from "./FileTable.tsx";
import { LiveStatus } from "./LiveStatus.tsx";
import { type FileColumn, figureColumns } from "./figure-columns.tsx";
import { sumFigures } from "./figures.ts";
import { useTicketTypeColumns } from "./use-ticket-type-columns.tsx";

type EventFigures = Outputs["statistics"]["byEvent"]["items"][number];

const ROUND_MS = 10_000;

/** Figures over all events of an organizer. */
export function OverviewPage(): ReactNode {
  const texts = useTexts("organizerDashboard");
  const { overview } = texts;
  const { statistics } = useServer();
  const [{ data: events, dataUpdatedAt }, { data: types }] = useSuspenseQueries({
    queries: [
      statistics.byEvent.queryOptions({}, { refetchInterval: ROUND_MS }),
      statistics.byTicketType.queryOptions({}, { refetchInterval: ROUND_MS }),
    ],
  });
  const eventColumns = useEventColumns();
  const ticketTypeColumns = useTicketTypeColumns(overview.ticketType);
  if (events.items.length === 0) return <NoEvents />;
  return (
    <div className="flex flex-col gap-8">
      <PageHeading
        title={texts.title}
        actions={<LiveStatus updatedAt={dataUpdatedAt} isLive={false} roundMs={ROUND_MS} />}
      >
        <p className="mt-1 text-soft">{overview.intro(events.items.length)}</p>
      </PageHeading>
      <FigureList label={overview.figures} figures={sumFigures(events.items)} />
      <FileTable
        title={overview.byEvent}
        file={overview.files.byEvent}
        columns={eventColumns}
        rows={events.items}
        rowKey={({ eventId }) => eventId}
        rowName={eventLink}
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
  const locale = useLocale();
  return [
    {
      key: "event",
      heading: texts.overview.event,
      cell: eventLink,
      sortValue: ({ eventName }) => eventName,
      csv: ({ eventName }) => eventName,
    },
    ...figureColumns<EventFigures>(texts, locale),
  ];
}

function eventLink({ eventId, eventName }: EventFigures): ReactNode {
  return (
    <Link
      to="/organizer/events/$eventId"
      params={{ eventId }}
      className="link inline-flex min-h-11 min-w-0 items-center wrap-anywhere md:min-h-6 md:w-max md:max-w-64 xl:max-w-96"
    >
      {eventName}
    </Link>
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

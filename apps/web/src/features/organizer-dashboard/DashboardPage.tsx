import { useServer } from "@stampede/client/react/server";
import { useSuspenseQueries } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { EventTime } from "../../components/EventTime.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { stateOf } from "../organizer-events/event-state.ts";
import { EventLiveStatus } from "./EventLiveStatus.tsx";
import { EventStatusNotice } from "./EventStatusNotice.tsx";
import { FigureList } from "./FigureList.tsx";
import { FileTable } from "./FileTable.tsx";
import { FunnelSection } from "./FunnelSection.tsx";
import { SalesOverTime } from "./SalesOverTime.tsx";
import { forSale, sumFigures } from "./figures.ts";
import { useTicketTypeColumns } from "./use-ticket-type-columns.tsx";

const route = getRouteApi("/organizer/events/$eventId/");

/** The live figures of an event. */
export function DashboardPage(): ReactNode {
  const { eventId } = route.useParams();
  const { range } = route.useSearch();
  const texts = useTexts("organizerDashboard");
  const { dashboard } = texts;
  const server = useServer();
  const [{ data: event }, { data: types, dataUpdatedAt }, { data: funnel }] = useSuspenseQueries({
    queries: [
      server.organizer.events.get.queryOptions({ eventId }),
      server.statistics.byTicketType.queryOptions({ eventId }),
      server.statistics.funnel.queryOptions({ eventId }),
    ],
  });
  const state = stateOf(event, dataUpdatedAt);
  const rows = types.items.map((row) => forSale(row, state));
  const all = sumFigures(rows);
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-4">
        <PageHeading
          title={event.name}
          actions={<EventLiveStatus event={event} updatedAt={dataUpdatedAt} />}
        >
          <p className="mt-1 text-soft">
            <EventTime startsAt={event.startsAt} endsAt={event.endsAt} timezone={event.timezone} />
          </p>
        </PageHeading>
        <EventStatusNotice {...{ eventId, state, sold: all.sold }} />
      </div>
      {/* Added up from the rows below, so that the two never tell of different moments. */}
      <FigureList label={dashboard.figures} figures={all} />
      <FileTable
        title={dashboard.byTicketType}
        file={`${event.slug}-${dashboard.files.byTicketType}`}
        columns={useTicketTypeColumns(dashboard.ticketType)}
        rows={rows}
        rowKey={({ name }) => name}
        rowName={({ name }) => name}
        empty={<p className="text-soft">{dashboard.noTicketTypes}</p>}
      />
      <SalesOverTime event={event} range={range} nowMs={dataUpdatedAt} />
      <FunnelSection slug={event.slug} funnel={funnel} />
    </div>
  );
}

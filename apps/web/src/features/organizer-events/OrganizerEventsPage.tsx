import { useServer } from "@stampede/client/react/server";
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { ButtonLink } from "../../components/ButtonLink.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { EventFilters } from "./EventFilters.tsx";
import { EventTable } from "./EventTable.tsx";
import { EventTableSkeleton } from "./OrganizerEventsSkeleton.tsx";
import { readEventFilter } from "./event-filter.ts";
import { type EventFilter, FIGURES_MS, eventsQuery } from "./queries.ts";

/** As many are seen at a glance. */
const UNFILTERED_MAX = 5;

/** An organizer's events: drafts, published and cancelled ones. */
export function OrganizerEventsPage(): ReactNode {
  const { title, list } = useTexts("organizerEvents");
  const server = useServer();
  // The router leaves in it what the route did not ask for.
  const filter = readEventFilter(useSearch({ from: "/organizer/events/" }));
  const { data: figures } = useQuery(
    server.statistics.byEvent.queryOptions({}, { refetchInterval: FIGURES_MS }),
  );
  const isFiltered = filter.search !== undefined || filter.status !== undefined;
  const areMany = (figures?.items.length ?? 0) > UNFILTERED_MAX;
  return (
    <div className="flex flex-col gap-6">
      <PageHeading
        title={title}
        actions={
          <ButtonLink to="/organizer/events/new" variant="primary">
            <Plus aria-hidden="true" className="size-5" />
            {list.new}
          </ButtonLink>
        }
      />
      {(areMany || isFiltered) && <EventFilters filter={filter} />}
      <Listed filter={filter} isFiltered={isFiltered} figures={figures?.items} />
    </div>
  );
}

interface ListedProps extends Pick<Parameters<typeof EventTable>[0], "figures"> {
  readonly filter: EventFilter;
  readonly isFiltered: boolean;
}

function Listed({ filter, isFiltered, figures }: ListedProps): ReactNode {
  const { list } = useTexts("organizerEvents");
  const navigate = useNavigate({ from: "/organizer/events" });
  const events = useInfiniteQuery({
    ...eventsQuery(useQueryClient(), useServer(), filter),
    placeholderData: keepPreviousData,
    throwOnError: (_error, { state }) => state.data === undefined,
  });
  if (events.data === undefined) return <EventTableSkeleton />;
  const rows = events.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0 && isFiltered) {
    return (
      <EmptyState
        title={list.noneTitle}
        action={
          <Button onClick={() => void navigate({ search: {}, replace: true })}>{list.reset}</Button>
        }
      >
        {list.noneText}
      </EmptyState>
    );
  }
  if (rows.length === 0) return <EmptyState title={list.emptyTitle}>{list.emptyText}</EmptyState>;
  return (
    <div className="flex flex-col gap-4" aria-busy={events.isPlaceholderData || undefined}>
      <EventTable events={rows} figures={figures} isWhole={!events.hasNextPage} />
      {events.hasNextPage && (
        <Button
          className="self-center"
          isBusy={events.isFetchingNextPage}
          onClick={() => void events.fetchNextPage()}
        >
          {list.more}
        </Button>
      )}
    </div>
  );
}

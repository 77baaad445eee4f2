import { useServer } from "@stampede/client/react/server";
import {
  keepPreviousData,
  useInfiniteQuery,
  useQueryClient,
  useSuspenseQuery,
} from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { ReservationFilters } from "./ReservationFilters.tsx";
import { ReservationList } from "./ReservationList.tsx";
import { ReservationsCsv } from "./ReservationsCsv.tsx";
import { type ReservationStatus, readFilter } from "./reservation-filter.ts";
import { reservationsQuery } from "./reservations-query.ts";

const route = getRouteApi("/organizer/events/$eventId/reservations/");

/** The reservations of an event. */
export function OrganizerReservationsPage(): ReactNode {
  const { eventId } = route.useParams();
  const filter = readFilter(route.useSearch());
  const navigate = route.useNavigate();
  const texts = useTexts("organizerReservations");
  const server = useServer();
  const { data: event } = useSuspenseQuery(server.organizer.events.get.queryOptions({ eventId }));
  const list = useInfiniteQuery({
    ...reservationsQuery(useQueryClient(), server, eventId, filter),
    placeholderData: keepPreviousData,
    throwOnError: (_error, { state }) => state.data === undefined,
  });

  function change(part: { search?: string | undefined; status?: ReservationStatus | undefined }) {
    void navigate({
      search: (before) => readable({ ...readFilter(before), ...part }),
      replace: true,
      resetScroll: false,
    });
  }

  return (
    <div className="flex flex-col gap-6">
      <PageHeading title={texts.title}>
        <p className="mt-1 text-soft">{event.name}</p>
      </PageHeading>
      <ReservationFilters
        filter={filter}
        onSearch={(search) => change({ search })}
        onStatus={(status) => change({ status })}
      />
      <ReservationList
        csv={
          // What was said of another file is over.
          <ReservationsCsv
            key={JSON.stringify(filter)}
            {...{ eventId, slug: event.slug, filter }}
          />
        }
        isFiltered={Object.keys(filter).length > 0}
        isDimmed={list.isPlaceholderData}
        reservations={list.data?.pages.flatMap(({ items }) => items)}
        hasMore={list.hasNextPage}
        isFetching={list.isFetching && !list.isFetchingNextPage}
        isFetchingMore={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
        onRefresh={() => void list.refetch()}
        onShowAll={() => change({ search: undefined, status: undefined })}
      />
    </div>
  );
}

/** Without what is empty, so that the address stays short. */
function readable({
  search,
  status,
}: {
  readonly search?: string | undefined;
  readonly status?: ReservationStatus | undefined;
}) {
  return { ...(search && { search }), ...(status && { status }) };
}

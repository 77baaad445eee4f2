import type { Outputs } from "@stampede/client/api";
import type { Server } from "@stampede/client/react/server";
import type { QueryClient } from "@tanstack/react-query";

import type { ReservationFilter } from "./reservation-filter.ts";

/** Reservations in one page of the list. */
const PAGE_LENGTH = 50;

type Page = Outputs["organizer"]["reservations"]["list"];
type Cursor = string | null;

interface ReservationsQuery {
  readonly queryKey: readonly [...(readonly unknown[]), "pages"];
  readonly queryFn: (context: { pageParam: Cursor }) => Promise<Page>;
  readonly initialPageParam: Cursor;
  readonly getNextPageParam: (page: Page) => Cursor;
}

/** An event's reservations, newest first, a page after the other. */
export function reservationsQuery(
  queryClient: QueryClient,
  { organizer: { reservations } }: Server,
  eventId: string,
  filter: ReservationFilter,
): ReservationsQuery {
  const input = { eventId, limit: PAGE_LENGTH, ...filter };
  return {
    // Begins as the procedure's own key does, so that it is out of date when that is.
    queryKey: [...reservations.list.queryKey(input), "pages"],
    // Not tRPC's own options for this: they send a direction, which the procedure does not take.
    queryFn: ({ pageParam: cursor }) =>
      queryClient.fetchQuery({
        ...reservations.list.queryOptions({ ...input, cursor }),
        retry: false,
        staleTime: 0,
      }),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  };
}

import type { Outputs } from "@stampede/client/api";
import type { Server } from "@stampede/client/react/server";
import type { QueryClient } from "@tanstack/react-query";

import { PAGE_LENGTH_MAX, fetchPages } from "../../fetch-pages.ts";
import type { Reservation, ReservationFilter } from "./reservation-filter.ts";

/** Reservations in one page of the list. */
const PAGE_LENGTH = 50;
const PAGES_MAX = 200;
/** Rows that one file holds at most. */
export const ROWS_MAX = PAGE_LENGTH_MAX * PAGES_MAX;

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

/**
 * All of an event's reservations that a filter lets through, newest first.
 *
 * @returns at most `ROWS_MAX` of them, and whether there are more
 * @throws {StampedeError}
 */
export async function fetchReservations(
  queryClient: QueryClient,
  { organizer: { reservations } }: Server,
  eventId: string,
  filter: ReservationFilter,
): Promise<{ readonly rows: readonly Reservation[]; readonly hasMore: boolean }> {
  const { items: rows, hasMore } = await fetchPages((cursor) => {
    const input = { eventId, limit: PAGE_LENGTH_MAX, ...filter, cursor };
    // Kept nowhere: it is wanted once, and may be large.
    const options = { ...reservations.list.queryOptions(input), retry: false, gcTime: 0 };
    return queryClient.fetchQuery({ ...options, staleTime: 0 });
  }, PAGES_MAX);
  return { rows, hasMore };
}

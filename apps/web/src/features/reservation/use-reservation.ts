import type { Outputs } from "@stampede/client/api";
import { useServer } from "@stampede/client/react/server";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";

import { type Phase, phaseOf } from "./phase.ts";

/** A buyer's order. */
export type Reservation = Outputs["reservations"]["get"];
/** What the order is for. */
export type Event = Outputs["events"]["get"];

/**
 * How often the server is asked: soon while something is about to be known, and now and then what
 * has become of it elsewhere, by an organizer or on another device.
 */
const POLL_MS: Readonly<Partial<Record<Phase, number>>> = {
  held: 20_000,
  paid: 30_000,
  timeUp: 2_000,
  paying: 2_000,
  refunding: 3_000,
};

/** An event that is cancelled is told of as soon as what becomes of its reservations. */
const EVENT_POLL_MS = 15_000;

/**
 * The reservation as the server knows it, asked for again whenever the page is looked at and every
 * few seconds while a payment or a refund is under way, seldom while it is held or paid; with its event, where that can be had.
 */
export function useReservation(reservationId: string): {
  readonly reservation: Reservation;
  readonly event: Event | undefined;
  /** Asks the server now. */
  readonly refresh: () => void;
} {
  const server = useServer();
  const { data: reservation, refetch } = useSuspenseQuery(
    server.reservations.get.queryOptions(
      { reservationId },
      {
        staleTime: 0,
        refetchOnWindowFocus: "always",
        refetchInterval: ({ state }) => (state.data && POLL_MS[phaseOf(state.data)]) ?? false,
      },
    ),
  );
  const { data: event } = useQuery(
    server.events.get.queryOptions(
      { event: reservation.eventId },
      // What became of the one may have come of what became of the other.
      { refetchInterval: EVENT_POLL_MS },
    ),
  );
  return { reservation, event, refresh: () => void refetch() };
}

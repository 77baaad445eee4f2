import { useAvailability } from "@stampede/client/react/use-availability";
import { useServer } from "@stampede/client/react/server";
import { focusManager, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";

import { type Refresher, createRefresher } from "./refresher.ts";

/** What happens without a change of availability, such as a refusal, is seen after so long. */
export const ROUND_MS = 10_000;
/** However much is sold, the figures are read at most so often. */
const REST_MS = 500;

/**
 * Keeps the figures of a published event up to date: every change of its availability asks for
 * them, and every round does.
 *
 * @returns whether changes come by themselves at the moment
 */
export function useLiveEvent(eventId: string): boolean {
  const request = useRounds(eventId);
  const { availability, connection } = useAvailability({ eventId });
  const asOf = availability?.asOf;
  useEffect(() => {
    if (asOf !== undefined) request();
  }, [asOf, request]);
  return connection === "live";
}

/**
 * Reads the figures of an event anew in every round while somebody looks.
 *
 * @returns asks for them now
 */
export function useRounds(eventId: string): () => void {
  const server = useServer();
  const queryClient = useQueryClient();
  const running = useRef<Refresher | null>(null);
  useEffect(() => {
    const { timeline, byTicketType, funnel } = server.statistics;
    const filters = [
      byTicketType.queryFilter({ eventId }),
      funnel.queryFilter({ eventId }),
      timeline.pathFilter(),
    ];
    const read = () => Promise.all(filters.map((filter) => queryClient.invalidateQueries(filter)));
    const refresher = createRefresher(read, REST_MS);
    running.current = refresher;
    const timer = setInterval(() => {
      if (focusManager.isFocused()) refresher.request();
    }, ROUND_MS);
    return () => {
      clearInterval(timer);
      refresher.stop();
      running.current = null;
    };
  }, [eventId, queryClient, server]);
  return useCallback(() => running.current?.request(), []);
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Availability, laterAvailability } from "./later-availability.ts";
import type { ServerFailure } from "./server-types.ts";
import { useServer } from "./server.ts";
import { useFocused } from "./use-focused.ts";

const POLL_MS = 4_000;
/** A stream that has said nothing for so long is held up by something in between. */
const LATE_MS = 3_000;
/** For how long a failed stream is replaced by polling before it is opened again. */
const STREAM_RETRY_MS = 30_000;

/**
 * How what is shown comes here: `live` by the stream; `polling` every few seconds, where streams do
 * not get through; `connecting` is the first moment, and whenever the stream is opened anew; `paused`
 * while the page is not visible.
 */
export type Connection = "connecting" | "live" | "polling" | "paused";

export interface LiveAvailability {
  /** The latest that is known, or undefined before the first answer. */
  readonly availability: Availability | undefined;
  readonly connection: Connection;
  /** Why there is nothing to show, while polling fails too. */
  readonly error: ServerFailure | null;
}

/**
 * Watches what there is of an event's ticket types: first what is known, then every change. The
 * browser opens a broken stream again by itself; where none can be had, this asks every few
 * seconds, and tries the stream again later. A page that nobody sees holds no connection.
 *
 * @param eventId the event's id
 * @param initial what came with the page, if it did
 */
export function useAvailability({
  eventId,
  initial,
}: {
  readonly eventId: string;
  readonly initial?: Availability | undefined;
}): LiveAvailability {
  const server = useServer();
  const connection = useStream(eventId);
  const query = useQuery(
    server.events.availability.queryOptions(
      { eventId },
      {
        ...(initial && { initialData: initial }),
        enabled: connection === "polling",
        refetchInterval: POLL_MS,
        staleTime: POLL_MS,
        structuralSharing: keepLater,
      },
    ),
  );
  return { availability: query.data, connection, error: query.error };
}

/** Keeps the stream of an event open, and writes what it brings to where answers are kept. */
function useStream(eventId: string): Connection {
  const server = useServer();
  const queryClient = useQueryClient();
  const isFocused = useFocused();
  const [stream, setStream] = useState<"connecting" | "live" | "over">("connecting");
  const isLate = useAfter(isFocused && stream === "connecting", LATE_MS);

  useEffect(() => {
    if (!isFocused) return undefined;
    let subscription: { unsubscribe(): void } | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const { availability, watchAvailability } = server.events;
    const queryKey = availability.queryKey({ eventId });
    const retryLater = (): void => {
      setStream("over");
      retry = setTimeout(open, STREAM_RETRY_MS);
    };
    function open(): void {
      subscription = watchAvailability.subscribe(
        { eventId },
        {
          onConnectionStateChange: ({ state }) =>
            setStream(state === "pending" ? "live" : "connecting"),
          onData: (come) => {
            queryClient.setQueryData(queryKey, (known) => laterAvailability(known, come));
          },
          onStopped: retryLater,
          onError: retryLater,
        },
      );
    }
    open();
    return () => {
      clearTimeout(retry);
      subscription?.unsubscribe();
    };
  }, [eventId, isFocused, queryClient, server]);

  if (!isFocused) return "paused";
  if (stream === "over" || isLate) return "polling";
  return stream;
}

/** Whether `condition` has held for `ms` milliseconds. */
function useAfter(condition: boolean, ms: number): boolean {
  const [isPast, setPast] = useState(false);
  useEffect(() => {
    if (!condition) return undefined;
    const timer = setTimeout(() => setPast(true), ms);
    return () => {
      clearTimeout(timer);
      setPast(false);
    };
  }, [condition, ms]);
  return condition && isPast;
}

// What a poll brings may be older than what the stream brought while it was on its way.
function keepLater(known: unknown, come: unknown): unknown {
  return isAvailability(known) && isAvailability(come) ? laterAvailability(known, come) : come;
}

function isAvailability(value: unknown): value is Availability {
  return typeof value === "object" && value !== null && "asOf" in value && "eventId" in value;
}

import { createClient } from "@stampede/client/create-client";
import { type AnyStampedeError, isStampedeError, isTransient } from "@stampede/client/errors";
import { useServer } from "@stampede/client/react/server";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

import { rememberAccessToken } from "../../access-tokens.ts";
import type { Order } from "./order.ts";
import { placeOrder } from "./place-order.ts";
import { type Progress, countdownOf, initialProgress } from "./progress.ts";
import { dropOrder, keepAnswered, keepOrder, keptOrder } from "./stored.ts";
import type { Availability } from "./ticket-state.ts";
import { type Wait, startWait } from "./wait.ts";

/** An answer takes two seconds at most; what takes longer is lost on the way. */
const TIMEOUT_MS = 8_000;
/** A reply that came later may be the repeated one of an earlier attempt, and so an old one. */
const FRESH_MS_MAX = 2_000;

// One attempt for each call: the page tries again itself, and says so.
const client = createClient({ url: "/trpc", timeoutMs: TIMEOUT_MS, retries: { attemptsMax: 1 } });

/** What a buyer can do with an order. */
export interface Reserving {
  readonly progress: Progress;
  /**
   * Sends an order, whose price the page shows as `shownTotal`, or showed when it was first sent;
   * does nothing while one is under way.
   */
  readonly reserve: (order: Order, shownTotal?: number) => void;
  /** Ends the wait for the next attempt. */
  readonly hurry: () => void;
  /** Waits until held tickets come back; the panel then sends the order anew. */
  readonly queue: (ticketTypeId: string, waitMs: number) => void;
  /** Forgets the order, whatever became of it. */
  readonly giveUp: () => void;
}

/**
 * Takes an order from the button to its reservation's page. The order is kept in this tab before it
 * goes out, with its key, until its answer is here; a page that was loaded anew goes on with it.
 *
 * @param eventId the event's id
 * @param seen what the page shows of its tickets
 */
export function useReserve(eventId: string, seen: Availability | undefined): Reserving {
  const [progress, setProgress] = useState(() => initialProgress(eventId));
  const running = useRef<AbortController>(null);
  const waiting = useRef<Wait>(null);
  const { arrive, refresh } = useAnswers();

  async function run(order: Order, control: AbortController, shownTotal?: number): Promise<void> {
    const startedAtMs = performance.now();
    const { signal } = control;
    try {
      const { reservation, accessToken } = await placeOrder(order, {
        send: (sent) => client.reservations.create.mutate(sent, { signal }),
        onSend: () => setProgress({ step: "sending", order, seen }),
        wait: ({ reason, waitMs }) => {
          setProgress({ step: "waiting", order, seen, reason, ends: countdownOf(waitMs) });
          waiting.current = startWait(waitMs, { signal, endsOnline: reason === "NETWORK" });
          return waiting.current.over;
        },
        random: Math.random,
        isOnline: () => navigator.onLine,
      });
      const isFresh = performance.now() - startedAtMs < FRESH_MS_MAX;
      await arrive({ reservation, accessToken }, { isFresh, shownTotal });
      // Whoever went back while that page was coming is here again, and may order anew.
      const isElsewhere = location.pathname !== `/reservations/${reservation.id}`;
      if (isElsewhere && !signal.aborted) setProgress({ step: "idle" });
    } catch (error) {
      if (signal.aborted) return;
      if (!isStampedeError(error)) throw error;
      if (isFinal(error)) {
        dropOrder(eventId);
        refresh(error);
        setProgress({ step: "refused", order, seen, error });
      } else setProgress({ step: "unanswered", order, seen });
    } finally {
      if (running.current === control) running.current = null;
    }
  }

  function reserve(order: Order, shownTotal = keptOrder(eventId)?.shownTotal): void {
    if (running.current !== null) return;
    running.current = new AbortController();
    keepOrder(order, shownTotal);
    void run(order, running.current, shownTotal);
  }

  const stop = useCallback((): void => {
    running.current?.abort();
    running.current = null;
  }, []);

  const resume = useEffectEvent(() => {
    if (progress.step === "resuming") reserve(progress.order);
  });
  useEffect(() => {
    resume();
    return stop;
  }, [stop]);

  return {
    progress,
    reserve,
    hurry: () => waiting.current?.end(),
    queue: (ticketTypeId, waitMs) => {
      if (progress.step !== "refused") return;
      setProgress({ ...progress, step: "queued", ticketTypeId, ends: countdownOf(waitMs) });
    },
    giveUp: () => {
      stop();
      dropOrder(eventId);
      setProgress({ step: "idle" });
    },
  };
}

type Reserved = Awaited<ReturnType<typeof client.reservations.create.mutate>>;

interface Arrival {
  readonly isFresh: boolean;
  /** What the page said that all of it costs, in minor units, where that is known. */
  readonly shownTotal: number | undefined;
}

interface Answers {
  /** Goes to the page of a reservation, with what that will ask for. */
  readonly arrive: (reserved: Reserved, how: Arrival) => Promise<void>;
  /** Asks for the event anew, where a refusal says that it has changed. */
  readonly refresh: (error: AnyStampedeError) => void;
}

function useAnswers(): Answers {
  const server = useServer();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const refreshEvent = (): void =>
    void queryClient.invalidateQueries(server.events.get.pathFilter());
  return {
    async arrive({ reservation, accessToken }, { isFresh, shownTotal }) {
      const { id: reservationId, eventId } = reservation;
      rememberAccessToken(reservationId, accessToken);
      keepAnswered(eventId);
      // Whoever goes back sees what it costs now.
      if (shownTotal !== reservation.total.amount) refreshEvent();
      if (isFresh) {
        queryClient.setQueryData(server.reservations.get.queryKey({ reservationId }), reservation);
      }
      await navigate({
        to: "/reservations/$reservationId",
        params: { reservationId },
        hash: accessToken,
        state: { shownTotal },
      });
      // The router takes the token for a place in the page, and leaves the scrolling to it.
      if (location.pathname === `/reservations/${reservationId}`) scrollTo(0, 0);
    },
    refresh({ reason }) {
      if (reason !== "SOLD_OUT" && reason !== "ALL_HELD") refreshEvent();
    },
  };
}

/** Whether the server has said what became of the order, so that its key is done with. */
function isFinal(error: AnyStampedeError): boolean {
  return !isTransient(error) && error.reason !== "INTERNAL_ERROR" && error.reason !== "UNEXPECTED";
}

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** What a buyer was told that an order costs, in minor units, when it was sent. */
    readonly shownTotal?: number | undefined;
  }
}

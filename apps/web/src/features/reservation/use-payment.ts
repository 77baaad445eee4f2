import { type AnyStampedeError, isStampedeError, isTransient } from "@stampede/client/errors";
import { useServer } from "@stampede/client/react/server";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { attemptToSend, forgetAttempt, unansweredAttempt } from "./payment-attempt.ts";
import type { Reservation } from "./use-reservation.ts";

/** Each is several tries of the client's own; after these a person decides. */
const ROUNDS_MAX = 10;
const WAIT_MS_FIRST = 1_000;
const WAIT_MS_MAX = 15_000;

/** Refusals that the reservation itself shows, once it is asked for again. */
const SHOWN_BY_RESERVATION = new Set<AnyStampedeError["reason"]>([
  "CARD_DECLINED",
  "PAYMENT_FAILED",
  "PAYMENT_PENDING",
  "PAYMENT_IN_PROGRESS",
  "RESERVATION_EXPIRED",
  "RESERVATION_CLOSED",
  "EVENT_NOT_ON_SALE",
]);

/** How paying goes. */
export interface Payment {
  readonly isPending: boolean;
  /** Why it is being tried again by itself, with the same key; null while it is not. */
  readonly retryingFor: AnyStampedeError | null;
  /** The card of an attempt that has had no answer: only asking again with it finds out. */
  readonly unansweredToken: string | null;
  /** Whether it was refused for a reason that the reservation does not show. */
  readonly hasFailed: boolean;
  readonly pay: (paymentToken: string) => void;
}

/**
 * Pays for a reservation: one key for each attempt, kept until its answer is known. What may pass is
 * tried again with the same key after the time that the server asks for.
 */
export function usePayment(reservation: Reservation): Payment {
  const { id: reservationId, eventId } = reservation;
  const server = useServer();
  const queryClient = useQueryClient();
  const own = server.reservations.get.queryOptions({ reservationId });
  const mutation = useMutation(
    server.reservations.pay.mutationOptions({
      retry: (rounds, error) => rounds < ROUNDS_MAX && mayPass(error),
      retryDelay: waitMs,
      onSuccess: (paid) => {
        forgetAttempt(reservationId);
        queryClient.setQueryData(own.queryKey, paid);
        // A reply that was repeated may be an old one.
        void queryClient.invalidateQueries(own);
      },
      onError: async (error) => {
        if (isFinal(error)) forgetAttempt(reservationId);
        if (mayPass(error)) return;
        void queryClient.invalidateQueries(server.events.get.queryFilter({ event: eventId }));
        // The button stays busy until the page shows what has become of the attempt.
        await queryClient.invalidateQueries(own);
      },
    }),
  );
  const { isPending, isError, error, failureReason } = mutation;
  const unanswered = isPending ? null : unansweredAttempt(reservation);
  return {
    isPending,
    retryingFor: isPending && isStampedeError(failureReason) ? failureReason : null,
    unansweredToken: unanswered?.paymentToken ?? null,
    hasFailed: isError && unanswered === null && !isShownByReservation(error),
    pay: (paymentToken) => {
      const attempt = attemptToSend(reservation, paymentToken);
      const { idempotencyKey } = attempt;
      mutation.mutate({ reservationId, idempotencyKey, paymentToken: attempt.paymentToken });
    },
  };
}

function mayPass(error: unknown): boolean {
  return isStampedeError(error) && isTransient(error);
}

/** Whether nothing of the attempt can still become known: the same key would be refused again. */
function isFinal(error: unknown): boolean {
  if (!isStampedeError(error) || isTransient(error)) return false;
  const { reason } = error;
  return !["PAYMENT_PENDING", "INTERNAL_ERROR", "UNEXPECTED", "ABORTED"].includes(reason);
}

function isShownByReservation(error: unknown): boolean {
  return isStampedeError(error) && SHOWN_BY_RESERVATION.has(error.reason);
}

/** What the server asks for, and by chance some more, so that a crowd does not come back together. */
function waitMs(rounds: number, error: unknown): number {
  const asked = isStampedeError(error) ? (error.retryAfterMs ?? 0) : 0;
  return asked + Math.random() * Math.min(WAIT_MS_MAX, WAIT_MS_FIRST * 2 ** rounds);
}

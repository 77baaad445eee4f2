import type { Inputs } from "@stampede/client/api";
import { createClient } from "@stampede/client/create-client";
import { type AnyStampedeError, isStampedeError, isTransient } from "@stampede/client/errors";
import { useServer } from "@stampede/client/react/server";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { accessTokenOf } from "../../access-tokens.ts";
import { attemptToSend, forgetAttempt, unansweredAttempt } from "./payment-attempt.ts";
import { type Retrying, sendPayment } from "./send-payment.ts";
import type { TestCard } from "./test-cards.ts";
import type { Reservation } from "./use-reservation.ts";

// One attempt for each call: the page tries again itself, and says so.
const client = createClient({
  url: "/trpc",
  getAccessToken: accessTokenOf,
  retries: { attemptsMax: 1 },
});

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
  /** The card that is chosen, which it stays until the buyer takes another. */
  readonly card: TestCard["token"];
  readonly chooseCard: (token: TestCard["token"]) => void;
  readonly isPending: boolean;
  /** Why it is being tried again by itself, with the same key; null while it is not. */
  readonly retrying: Retrying | null;
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
  const [card, chooseCard] = useState<TestCard["token"]>("card_ok");
  const [retrying, setRetrying] = useState<Retrying | null>(null);
  const mutation = useMutation({
    mutationFn: (payment: Inputs["reservations"]["pay"]) =>
      sendPayment({ send: () => client.reservations.pay.mutate(payment), onWait: setRetrying }),
    onMutate: () => setRetrying(null),
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
  });
  const { isPending, isError, error } = mutation;
  const unanswered = isPending ? null : unansweredAttempt(reservation);
  return {
    card,
    chooseCard,
    isPending,
    retrying: isPending ? retrying : null,
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

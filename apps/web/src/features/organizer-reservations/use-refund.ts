import { type AnyStampedeError, isStampedeError } from "@stampede/client/errors";
import { useServer } from "@stampede/client/react/server";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { forgetRefundKey, isUnsettled, refundKey } from "./refund-key.ts";

/** Why a refund did not come about: `unknown` when nobody knows whether it did. */
type RefundFailure = "unknown" | "closed" | "other";

interface Refund {
  readonly start: () => void;
  readonly isBusy: boolean;
  readonly failure: RefundFailure | null;
}

/**
 * Refunds a reservation, once, however often it is asked for. Whatever the answer, the reservation is
 * read anew: the answer of a repeated key tells of the past.
 */
export function useRefund(reservationId: string): Refund {
  const server = useServer();
  const queryClient = useQueryClient();
  const { mutate, isPending, error } = useMutation(
    server.organizer.reservations.refund.mutationOptions({
      onSuccess: () => forgetRefundKey(reservationId),
      onError: (cause) => {
        if (isStampedeError(cause) && !isUnsettled(cause)) forgetRefundKey(reservationId);
      },
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(
            server.organizer.reservations.get.queryFilter({ reservationId }),
          ),
          queryClient.invalidateQueries(server.organizer.reservations.list.pathFilter()),
        ]),
    }),
  );
  return {
    start: () => mutate({ reservationId, idempotencyKey: refundKey(reservationId) }),
    isBusy: isPending,
    failure: isStampedeError(error) ? failureOf(error) : null,
  };
}

function failureOf(error: AnyStampedeError): RefundFailure {
  if (isUnsettled(error)) return "unknown";
  return error.reason === "RESERVATION_CLOSED" ? "closed" : "other";
}

import { refundReservation } from "@stampede/domain/payments/refund-reservation";
import { refundInput } from "@stampede/domain/payments/shapes";
import { getOrganizerReservation } from "@stampede/domain/reservations/get-organizer-reservation";
import { listReservations } from "@stampede/domain/reservations/list-reservations";
import {
  listReservationsInput,
  listReservationsOutput,
  reservationIdInput,
  reservationShape,
} from "@stampede/domain/reservations/shapes";
import { organizerPayment, organizerQuery, router } from "../trpc.ts";

export const organizerReservationsRouter = router({
  list: organizerQuery
    .input(listReservationsInput)
    .output(listReservationsOutput)
    .query(({ ctx, input }) => listReservations(ctx.domain, input, ctx.organizer)),
  get: organizerQuery
    .input(reservationIdInput)
    .output(reservationShape)
    .query(({ ctx, input }) => getOrganizerReservation(ctx.domain, input, ctx.organizer)),
  refund: organizerPayment
    .input(refundInput)
    .output(reservationShape)
    .mutation(({ ctx, input }) => refundReservation(ctx.domain, input, ctx.organizer)),
});

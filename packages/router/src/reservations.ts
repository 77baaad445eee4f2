import { pay } from "@stampede/domain/payments/pay";
import { payInput } from "@stampede/domain/payments/shapes";
import { cancelReservation } from "@stampede/domain/reservations/cancel-reservation";
import { getReservation } from "@stampede/domain/reservations/get-reservation";
import { reserve } from "@stampede/domain/reservations/reserve";
import {
  reservationIdInput,
  reservationShape,
  reserveInput,
  reserveOutput,
} from "@stampede/domain/reservations/shapes";
import { AtOnce } from "./at-once.ts";
import { refusing } from "./refusal.ts";
import { buyerMutation, buyerQuery, payProcedure, reserveProcedure, router } from "./trpc.ts";

export const reservationsRouter = router({
  create: reserveProcedure
    .input(new AtOnce(reserveInput))
    .output(new AtOnce(reserveOutput))
    .mutation(({ ctx, input, signal }) => refusing(reserve(ctx.domain, input, signal))),
  get: buyerQuery
    .input(reservationIdInput)
    .output(reservationShape)
    .query(({ ctx, input }) => getReservation(ctx.domain.buyers, input, ctx.accessToken)),
  cancel: buyerMutation
    .input(reservationIdInput)
    .output(reservationShape)
    .mutation(({ ctx, input }) => cancelReservation(ctx.domain.buyers, input, ctx.accessToken)),
  pay: payProcedure
    .input(payInput)
    .output(reservationShape)
    .mutation(({ ctx, input }) => pay(ctx.domain.buyers, input, ctx.accessToken)),
});

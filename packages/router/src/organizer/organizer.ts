import { checkIn } from "@stampede/domain/tickets/check-in";
import { checkInInput, checkInOutput } from "@stampede/domain/tickets/shapes";
import { organizerMutation, router } from "../trpc.ts";
import { organizerEventsRouter } from "./events.ts";
import { organizerReservationsRouter } from "./reservations.ts";
import { organizerTicketTypesRouter } from "./ticket-types.ts";

export const organizerRouter = router({
  events: organizerEventsRouter,
  ticketTypes: organizerTicketTypesRouter,
  reservations: organizerReservationsRouter,
  checkIn: organizerMutation
    .input(checkInInput)
    .output(checkInOutput)
    .mutation(({ ctx, input }) => checkIn(ctx.domain, input, ctx.organizer)),
});

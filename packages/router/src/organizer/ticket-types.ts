import { createTicketType } from "@stampede/domain/events/create-ticket-type";
import {
  createTicketTypeInput,
  organizerTicketTypeShape,
  updateTicketTypeInput,
} from "@stampede/domain/events/shapes";
import { updateTicketType } from "@stampede/domain/events/update-ticket-type";
import { organizerMutation, router } from "../trpc.ts";

export const organizerTicketTypesRouter = router({
  create: organizerMutation
    .input(createTicketTypeInput)
    .output(organizerTicketTypeShape)
    .mutation(({ ctx, input }) => createTicketType(ctx.domain, input, ctx.organizer)),
  update: organizerMutation
    .input(updateTicketTypeInput)
    .output(organizerTicketTypeShape)
    .mutation(({ ctx, input }) => updateTicketType(ctx.domain, input, ctx.organizer)),
});

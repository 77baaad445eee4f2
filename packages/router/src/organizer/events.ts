import { cancelEvent } from "@stampede/domain/events/cancel-event";
import { createEvent } from "@stampede/domain/events/create-event";
import { getOrganizerEvent } from "@stampede/domain/events/get-organizer-event";
import { listOrganizerEvents } from "@stampede/domain/events/list-organizer-events";
import { publishEvent } from "@stampede/domain/events/publish-event";
import {
  createEventInput,
  eventIdInput,
  listOrganizerEventsInput,
  listOrganizerEventsOutput,
  organizerEventShape,
  updateEventInput,
} from "@stampede/domain/events/shapes";
import { updateEvent } from "@stampede/domain/events/update-event";
import { organizerMutation, organizerQuery, router } from "../trpc.ts";

export const organizerEventsRouter = router({
  create: organizerMutation
    .input(createEventInput)
    .output(organizerEventShape)
    .mutation(({ ctx, input }) => createEvent(ctx.domain, input, ctx.organizer)),
  update: organizerMutation
    .input(updateEventInput)
    .output(organizerEventShape)
    .mutation(({ ctx, input }) => updateEvent(ctx.domain, input, ctx.organizer)),
  publish: organizerMutation
    .input(eventIdInput)
    .output(organizerEventShape)
    .mutation(({ ctx, input }) => publishEvent(ctx.domain, input, ctx.organizer)),
  cancel: organizerMutation
    .input(eventIdInput)
    .output(organizerEventShape)
    .mutation(({ ctx, input }) => cancelEvent(ctx.domain, input, ctx.organizer)),
  list: organizerQuery
    .input(listOrganizerEventsInput.prefault({}))
    .output(listOrganizerEventsOutput)
    .query(({ ctx, input }) => listOrganizerEvents(ctx.domain, input, ctx.organizer)),
  get: organizerQuery
    .input(eventIdInput)
    .output(organizerEventShape)
    .query(({ ctx, input }) => getOrganizerEvent(ctx.domain, input, ctx.organizer)),
});

import { getEvent } from "@stampede/domain/events/get-event";
import { listEvents } from "@stampede/domain/events/list-events";
import {
  eventShape,
  getEventInput,
  listEventsInput,
  listEventsOutput,
} from "@stampede/domain/events/shapes";
import { readAvailability } from "@stampede/domain/inventory/read-availability";
import { availabilityInput, availabilityShape } from "@stampede/domain/inventory/shapes";
import { watchAvailability } from "@stampede/domain/inventory/watch-availability";
import { untilClosing } from "./stream.ts";
import { publicQuery, publicSubscription, router } from "./trpc.ts";

export const eventsRouter = router({
  list: publicQuery
    .input(listEventsInput.prefault({}))
    .output(listEventsOutput)
    .query(({ ctx, input }) => listEvents(ctx.domain, input)),
  get: publicQuery
    .input(getEventInput)
    .output(eventShape)
    .query(({ ctx, input }) => getEvent(ctx.domain, input)),
  availability: publicQuery
    .input(availabilityInput)
    .output(availabilityShape)
    .query(({ ctx, input }) => readAvailability(ctx.domain, input)),
  watchAvailability: publicSubscription
    .input(availabilityInput)
    .subscription(({ ctx, input, signal }) =>
      untilClosing(availabilityShape, ctx.closing, signal, (ended) =>
        watchAvailability(ctx.domain, input, ended),
      ),
    ),
});

import { byEvent } from "@stampede/domain/statistics/by-event";
import { byTicketType } from "@stampede/domain/statistics/by-ticket-type";
import { checkIns } from "@stampede/domain/statistics/check-ins";
import { funnel } from "@stampede/domain/statistics/funnel";
import {
  byEventInput,
  byEventOutput,
  byTicketTypeInput,
  byTicketTypeOutput,
  checkInsInput,
  checkInsOutput,
  funnelInput,
  funnelOutput,
  timelineInput,
  timelineOutput,
} from "@stampede/domain/statistics/shapes";
import { timeline } from "@stampede/domain/statistics/timeline";
import { organizerQuery, router } from "./trpc.ts";

export const statisticsRouter = router({
  byEvent: organizerQuery
    .input(byEventInput.prefault({}))
    .output(byEventOutput)
    .query(({ ctx, input }) => byEvent(ctx.domain, input, ctx.organizer)),
  byTicketType: organizerQuery
    .input(byTicketTypeInput.prefault({}))
    .output(byTicketTypeOutput)
    .query(({ ctx, input }) => byTicketType(ctx.domain, input, ctx.organizer)),
  timeline: organizerQuery
    .input(timelineInput)
    .output(timelineOutput)
    .query(({ ctx, input }) => timeline(ctx.domain, input, ctx.organizer)),
  funnel: organizerQuery
    .input(funnelInput)
    .output(funnelOutput)
    .query(({ ctx, input }) => funnel(ctx.domain, input, ctx.organizer)),
  checkIns: organizerQuery
    .input(checkInsInput)
    .output(checkInsOutput)
    .query(({ ctx, input }) => checkIns(ctx.domain, input, ctx.organizer)),
});

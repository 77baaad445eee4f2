import { eventMinutes, eventPaySeconds } from "@stampede/db/schema";
import { asc, eq } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { sumOf } from "./figures.ts";
import { weightedMedian } from "./median.ts";
import { ownEvent } from "./own-event.ts";
import type { FunnelOutput } from "./shapes.ts";

/**
 * What became of the requests for an event's tickets, from the first to now, in requests.
 *
 * @throws {DomainError} `NOT_FOUND` when the event is not there, or another organizer's.
 */
export async function funnel(
  ctx: Pick<DomainContext, "db" | "refusals">,
  { eventId }: { readonly eventId: string },
  organizer: Organizer,
): Promise<FunnelOutput> {
  await ownEvent(ctx.db, eventId, organizer);
  // The caller sees what this process has just refused, not only what it has written.
  await ctx.refusals.flush();
  const counts = await countRequests(ctx, eventId);
  const requested = counts.reserved + counts.refused;
  return {
    requested,
    ...counts,
    conversion: requested === 0 ? 0 : counts.paid / requested,
    medianSecondsToPay: weightedMedian(await secondsToPay(ctx, eventId)),
  };
}

async function countRequests({ db }: Pick<DomainContext, "db">, eventId: string) {
  const [counts] = await db.orm
    .select({
      refused: sumOf(eventMinutes.reservationsRefused),
      reserved: sumOf(eventMinutes.reservationsReserved),
      paid: sumOf(eventMinutes.reservationsPaid),
      expired: sumOf(eventMinutes.reservationsExpired),
      cancelled: sumOf(eventMinutes.reservationsCancelled),
      refunded: sumOf(eventMinutes.reservationsRefunded),
    })
    .from(eventMinutes)
    .where(eq(eventMinutes.eventId, eventId));
  if (counts === undefined) throw new Error("a sum over no rows is a row");
  return counts;
}

/** One row for each number of seconds that occurred: as many as a hold has seconds, at most. */
async function secondsToPay({ db }: Pick<DomainContext, "db">, eventId: string) {
  return db.orm
    .select({ value: eventPaySeconds.seconds, count: eventPaySeconds.reservations })
    .from(eventPaySeconds)
    .where(eq(eventPaySeconds.eventId, eventId))
    .orderBy(asc(eventPaySeconds.seconds));
}

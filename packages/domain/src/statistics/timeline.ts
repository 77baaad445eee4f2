import { eventMinutes } from "@stampede/db/schema";
import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { INSTANT_LATEST_MS } from "../events/instant-input.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { euros } from "../shapes.ts";
import { type Buckets, cutBuckets } from "./buckets.ts";
import { sumOf } from "./figures.ts";
import { ownEvent } from "./own-event.ts";
import type { TimelineInput, TimelineOutput } from "./shapes.ts";

/** A day in minutes, or two months in hours: more than a chart can show. */
const BUCKETS_MAX = 1_500;

/**
 * What happened to an event's tickets over time, in buckets of a minute, an hour or a day of the
 * event's timezone. Every bucket that overlaps the time asked for is there, whole, and with zeros
 * where nothing happened.
 *
 * @throws {DomainError} `NOT_FOUND` when the event is not there, or another organizer's;
 *   `INVALID_INPUT` at `to` for more than 1 500 buckets.
 */
export async function timeline(
  ctx: Pick<DomainContext, "db" | "refusals">,
  { eventId, from, to, bucket }: TimelineInput,
  organizer: Organizer,
): Promise<TimelineOutput> {
  const { timezone } = await ownEvent(ctx.db, eventId, organizer);
  const span = { from: new Date(from), to: new Date(to), bucket };
  const buckets = cutBuckets(span, timezone, BUCKETS_MAX);
  if (buckets === undefined) {
    throw invalidInput(["to"], `That is more than ${BUCKETS_MAX} buckets: ask for a shorter time.`);
  }
  // The caller sees what this process has just refused, not only what it has written.
  await ctx.refusals.flush();
  const sums = await sumByBucket(ctx, eventId, buckets);
  return {
    buckets: buckets.starts.map((start, index) => {
      const { revenue = 0, ...counts } = sums.get(index) ?? {};
      return { at: start.toISOString(), ...NOTHING, ...counts, revenue: euros(revenue) };
    }),
  };
}

const NOTHING = { reserved: 0, paid: 0, expired: 0, cancelled: 0, refused: 0 };

async function sumByBucket(
  { db }: Pick<DomainContext, "db">,
  eventId: string,
  { starts, end }: Buckets,
) {
  const bounds = `{${starts.map((start) => start.toISOString()).join(",")}}`;
  // The year 10000 begins where no instant can be stored, and cannot be written for the database.
  const before = new Date(Math.min(end.getTime(), INSTANT_LATEST_MS));
  const rows = await db.orm
    .select({
      // The number of bounds at or below the minute, so that the first bucket is 1.
      number: sql`width_bucket(${eventMinutes.minute}, ${bounds}::timestamptz(3)[])`.mapWith(
        Number,
      ),
      reserved: sumOf(eventMinutes.ticketsReserved),
      paid: sumOf(eventMinutes.ticketsPaid),
      expired: sumOf(eventMinutes.ticketsExpired),
      cancelled: sumOf(eventMinutes.ticketsCancelled),
      refused: sumOf(eventMinutes.ticketsRefused),
      revenue: sumOf(eventMinutes.revenue),
    })
    .from(eventMinutes)
    .where(
      and(
        eq(eventMinutes.eventId, eventId),
        gte(eventMinutes.minute, starts[0] ?? end),
        lt(eventMinutes.minute, before),
      ),
    )
    .groupBy(sql`1`);
  return new Map(rows.map(({ number, ...sums }) => [number - 1, sums]));
}

import type { Bucket } from "./shapes.ts";

const MINUTE_MS = 60_000;

/** Where the buckets of a time line are cut; each ends where the next begins, the last at `end`. */
export interface Buckets {
  readonly starts: readonly Date[];
  readonly end: Date;
}

/**
 * Cuts the time from `from` to `to` (exclusive) into whole buckets: the first begins at or before
 * `from`, the last ends at or after `to`. Hours and days are those that a clock at the event shows:
 * a day has 23 or 25 hours when that clock is put forward or back.
 *
 * @param timezone IANA name.
 * @returns undefined when they would be more than `bucketsMax`.
 */
export function cutBuckets(
  { from, to, bucket }: { readonly from: Date; readonly to: Date; readonly bucket: Bucket },
  timezone: string,
  bucketsMax: number,
): Buckets | undefined {
  const starts: Date[] = [];
  let start = startOf(bucket, from, timezone);
  while (start < to) {
    if (starts.length === bucketsMax) return undefined;
    starts.push(start);
    start = startOfNext(bucket, start, timezone);
  }
  return { starts, end: start };
}

function startOf(bucket: Bucket, at: Date, timezone: string): Date {
  if (bucket === "minute") return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
  return toDate(floor(zoned(at, timezone), bucket));
}

function startOfNext(bucket: Bucket, start: Date, timezone: string): Date {
  if (bucket === "minute") return new Date(start.getTime() + MINUTE_MS);
  const next = zoned(start, timezone).add(bucket === "hour" ? { hours: 1 } : { days: 1 });
  const floored = toDate(floor(next, bucket));
  // A clock put forward or back by half an hour cuts an hour short: the next one begins there.
  return floored > start ? floored : toDate(next);
}

function floor(at: Temporal.ZonedDateTime, bucket: "hour" | "day"): Temporal.ZonedDateTime {
  if (bucket === "day") return at.startOfDay();
  return at.round({ smallestUnit: "hour", roundingMode: "floor" });
}

function zoned(at: Date, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone);
}

function toDate(at: Temporal.ZonedDateTime): Date {
  return new Date(at.epochMilliseconds);
}

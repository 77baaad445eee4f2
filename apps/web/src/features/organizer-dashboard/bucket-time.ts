import type { TimeStyle } from "../../format/time.ts";
import { formatTime } from "../../format/time.ts";
import type { Locale } from "../../texts/locale.ts";
import type { Period } from "./timeline-range.ts";

const AXIS_STYLES = { minute: "clock", hour: "clock", day: "day" } as const satisfies Record<
  Period["bucket"],
  TimeStyle
>;
const FULL_STYLES = { minute: "short", hour: "short", day: "date" } as const satisfies Record<
  Period["bucket"],
  TimeStyle
>;

/** How the beginnings of buckets are written. */
export interface BucketTimes {
  readonly bucket: Period["bucket"];
  /** The event's; days and hours are cut by its clock. */
  readonly timezone: string;
}

/** The beginning of a bucket where there is little room: `20:05`, `14 Nov`. */
export function shortTime(at: string, locale: Locale, { bucket, timezone }: BucketTimes): string {
  return formatTime(at, locale, AXIS_STYLES[bucket], timezone);
}

/** The beginning of a bucket, written out. */
export function fullTime(at: string, locale: Locale, { bucket, timezone }: BucketTimes): string {
  return formatTime(at, locale, FULL_STYLES[bucket], timezone);
}

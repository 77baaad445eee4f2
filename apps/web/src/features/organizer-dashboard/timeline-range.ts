import type { Inputs } from "@stampede/client/api";

import type { Range } from "./ranges.ts";

type Bucket = Inputs["statistics"]["timeline"]["bucket"];

export interface Period {
  /** ISO 8601, with `to` exclusive. */
  readonly from: string;
  readonly to: string;
  readonly bucket: Bucket;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Younger events are shown by the hour: by the day there would be a bar or two. */
const YOUNG_MS_MAX = 2 * DAY_MS;
/** The server gives at most 1 500 buckets at once, and the first and the last may be parts of one. */
const DAYS_MAX = 1_490;

/**
 * The period of a range, in whole buckets, so that it stays the same until the next one begins.
 *
 * @param range how far back it goes
 * @param nowMs milliseconds since the epoch
 * @param createdMs when the event was made
 */
export function periodOf(range: Range, nowMs: number, createdMs: number): Period {
  if (range === "hour") return period(nowMs - HOUR_MS, nowMs, "minute", MINUTE_MS);
  if (range === "day") return period(nowMs - DAY_MS, nowMs, "hour", HOUR_MS);
  const fromMs = Math.max(Math.min(createdMs, nowMs), nowMs - DAYS_MAX * DAY_MS);
  const isYoung = nowMs - fromMs < YOUNG_MS_MAX;
  return period(fromMs, nowMs, isYoung ? "hour" : "day", HOUR_MS);
}

/** The range that shows most of an event at first: its last day while it is young, then all. */
export function defaultRange(nowMs: number, createdMs: number): Range {
  return nowMs - createdMs < YOUNG_MS_MAX ? "day" : "all";
}

/** When a thing was made, from its UUIDv7 (RFC 9562, 5.7); the epoch for an id of another kind. */
export function createdMsOf(id: string): number {
  const digits = id.replaceAll("-", "");
  return digits.charAt(12) === "7" ? Number.parseInt(digits.slice(0, 12), 16) : 0;
}

// Hours of some timezones begin at half past; the server takes every bucket that the period touches.
function period(fromMs: number, nowMs: number, bucket: Bucket, stepMs: number): Period {
  const toMs = (Math.floor(nowMs / stepMs) + 1) * stepMs;
  const startMs = Math.floor(fromMs / stepMs + (bucket === "day" ? 0 : 1)) * stepMs;
  return {
    from: new Date(Math.min(startMs, toMs - stepMs)).toISOString(),
    to: new Date(toMs).toISOString(),
    bucket,
  };
}

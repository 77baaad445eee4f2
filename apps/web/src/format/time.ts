import type { Locale } from "../texts/locale.ts";
import { servedViewer } from "../viewer.ts";
import { dateFormat } from "./formatters.ts";

const STYLES = {
  /** Saturday, 14 November 2026, 20:00 */
  long: {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  },
  /** Sat 14 Nov 2026, 20:00 */
  short: {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  },
  /** 14 Nov 2026, 20:00:05 */
  exact: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  },
  /** Saturday, 14 November 2026 */
  date: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  /** 20:00 */
  clock: { hour: "2-digit", minute: "2-digit" },
  /** 20:00:05 */
  clockSeconds: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  /** 14 Nov */
  day: { day: "numeric", month: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** How much of an instant is written. */
export type TimeStyle = keyof typeof STYLES;

/** The timezone of the device. */
function viewerTimezone(): string {
  return servedViewer()?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * An instant as it is written in a language, in a timezone.
 *
 * @param at ISO 8601
 * @param locale the language
 * @param timezone an IANA name; the device's own unless it is given
 */
export function formatTime(
  at: string,
  locale: Locale,
  style: TimeStyle,
  timezone = viewerTimezone(),
): string {
  return dateFormat(locale, { ...STYLES[style], timeZone: timezone }).format(new Date(at));
}

/** Up to so long, an end in the small hours belongs to the evening before: its day is not written. */
const ONE_EVENING_MS = 12 * 3_600_000;

/** From one instant to another, with what they share written once: `Sat 14 Nov 2026, 20:00–23:00`. */
export function formatTimeRange(
  from: string,
  to: string,
  locale: Locale,
  style: TimeStyle,
  timezone = viewerTimezone(),
): string {
  if (Date.parse(to) - Date.parse(from) <= ONE_EVENING_MS) {
    return `${formatTime(from, locale, style, timezone)}–${formatTime(to, locale, "clock", timezone)}`;
  }
  const format = dateFormat(locale, { ...STYLES[style], timeZone: timezone });
  return format.formatRange(new Date(from), new Date(to));
}

/** Whether a clock in `timezone` shows another time at `at` than the viewer's own. */
export function differsFromViewer(at: string, timezone: string): boolean {
  return formatTime(at, "en", "exact", timezone) !== formatTime(at, "en", "exact");
}

/** The name of a timezone at an instant: `CET`, `GMT+1`; or `longGeneric`, `Central European Time`. */
export function timezoneName(
  at: string,
  locale: Locale,
  timezone: string,
  timeZoneName: "short" | "longGeneric" = "short",
): string {
  const format = dateFormat(locale, { timeZone: timezone, timeZoneName });
  const parts = format.formatToParts(new Date(at));
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timezone;
}

/** Milliseconds as a countdown: `14:05`, or `1:02:09` from an hour on. */
export function formatCountdown(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number): string => String(part).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

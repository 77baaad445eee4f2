import type { Event } from "@stampede/domain/events/shapes";
import type { TicketTexts } from "./texts.ts";

/** When an event takes place, in words and in its own timezone: one line, or two. */
export function eventTime(
  { startsAt, endsAt, timezone }: Pick<Event, "startsAt" | "endsAt" | "timezone">,
  { language }: Pick<TicketTexts, "language">,
): { readonly date: string; readonly time: string } {
  const start = new Date(startsAt);
  const date = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: timezone });
  const time = new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: timezone,
    timeZoneName: "short",
  });
  const end = endsAt === null ? undefined : new Date(endsAt);
  const isOneDay = end === undefined || date.format(start) === date.format(end);
  if (isOneDay) {
    return {
      date: date.format(start),
      time: end === undefined ? time.format(start) : time.formatRange(start, end),
    };
  }
  return { date: date.formatRange(start, end), time: time.format(start) };
}

/** Where an event takes place, without its name: `Rua do Cais 14, Aveiro, Portugal`. */
export function addressOf({ venue }: Pick<Event, "venue">): string {
  const parts = [venue?.address, venue?.city, venue?.country];
  return parts.filter((part) => part != null && part !== "").join(", ");
}

/** A ticket's code as people read it to each other: in groups of four. */
export function spacedCode(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, "$1 ");
}

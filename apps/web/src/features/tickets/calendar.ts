import type { Outputs } from "@stampede/client/api";

type Event = Outputs["events"]["get"];

/** Octets in a line without its end; longer ones are folded. */
const LINE_OCTETS_MAX = 75;
const LINE_END = "\r\n";
const OCTETS = new TextEncoder();

/** What a calendar's entry for an event is made of. */
export interface CalendarEntry {
  readonly event: Pick<
    Event,
    "id" | "name" | "startsAt" | "endsAt" | "venue" | "status" | "organizer"
  >;
  /** The page of the event. Not that of the reservation: calendars are shared, its token is not. */
  readonly url: string;
  readonly description: string;
  /** When the entry came to be, ISO 8601: with the same one the file is the same. */
  readonly madeAt: string;
}

/**
 * An iCalendar file with one event. Adding it twice makes one entry: its UID is the event's.
 *
 * @returns the text, in UTC times, with lines of at most 75 octets (RFC 5545)
 */
export function calendarFile({ event, url, description, madeAt }: CalendarEntry): string {
  const { venue, endsAt } = event;
  const place = [venue?.name, venue?.address, venue?.city, venue?.country];
  const where = place.filter((part) => part != null && part !== "").join(", ");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Stampede//Tickets//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${event.id}@${new URL(url).hostname}`,
    `DTSTAMP:${utc(madeAt)}`,
    `DTSTART:${utc(event.startsAt)}`,
    ...(endsAt === null ? [] : [`DTEND:${utc(endsAt)}`]),
    `SUMMARY:${escaped(event.name)}`,
    ...(where === "" ? [] : [`LOCATION:${escaped(where)}`]),
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    `STATUS:${event.status === "cancelled" ? "CANCELLED" : "CONFIRMED"}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => folded(line) + LINE_END).join("");
}

/** `20261114T190000Z` */
function utc(at: string): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

function escaped(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/g, "\n")
      // Other control characters may not stand in a text at all.
      .replaceAll(/(?!\n)\p{Cc}/gu, "")
      .replaceAll(/[\\;,]/g, String.raw`\$&`)
      .replaceAll("\n", String.raw`\n`)
  );
}

/** Breaks a line between characters, never within one: a reader may join octets only afterwards. */
function folded(line: string): string {
  let result = "";
  let octets = 0;
  for (const character of line) {
    const length = OCTETS.encode(character).length;
    if (octets + length > LINE_OCTETS_MAX) {
      result += `${LINE_END} `;
      octets = 1;
    }
    result += character;
    octets += length;
  }
  return result;
}

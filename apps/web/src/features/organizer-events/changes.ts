import type { Inputs } from "@stampede/client/api";

import type {
  EventInput,
  OrganizerEvent,
  OrganizerTicketType,
  TicketTypeInput,
} from "./event-values.ts";

type EventChanges = Omit<Inputs["organizer"]["events"]["update"], "eventId">;
type TicketTypeChanges = Omit<Inputs["organizer"]["ticketTypes"]["update"], "ticketTypeId">;

const MINUTE_LENGTH = "2026-11-14T19:00".length;

/** What an organizer has changed of an event; null where that is nothing. */
export function eventChanges(before: OrganizerEvent, after: EventInput): EventChanges | null {
  const { ticketTypes: _own, ...fields } = after;
  return different<EventChanges>(
    {
      name: before.name,
      slug: before.slug,
      description: before.description,
      timezone: before.timezone,
      startsAt: before.startsAt,
      endsAt: before.endsAt,
      venue: before.venue,
    },
    fields,
  );
}

/** What an organizer has changed of a ticket type; null where that is nothing. */
export function ticketTypeChanges(
  { id: _id, ...before }: OrganizerTicketType,
  after: TicketTypeInput,
): TicketTypeChanges | null {
  return different<TicketTypeChanges>(before, after);
}

/** What an event or a ticket type is with some changes; what they leave out stays. */
export function withChanges<T extends object>(before: T, changes: { [K in keyof T]?: unknown }): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server has taken each of them for what it is
  return { ...before, ...(changes as Partial<T>) };
}

function different<Changes extends object>(before: Changes, after: Changes): Changes | null {
  const entries = Object.entries(after).filter(
    ([key, value]) => comparable(value) !== comparable(Reflect.get(before, key)),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- some entries of the object itself
  return entries.length === 0 ? null : (Object.fromEntries(entries) as Changes);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Fields show minutes, so an instant that was not touched may have lost its seconds. */
function comparable(value: unknown): string {
  const isInstant = typeof value === "string" && INSTANT.test(value);
  return JSON.stringify(isInstant ? value.slice(0, MINUTE_LENGTH) : sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b));
}

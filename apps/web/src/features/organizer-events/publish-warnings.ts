import type { OrganizerEvent } from "./event-values.ts";

/** What speaks against publishing an event as it is. */
export type PublishWarning = "started" | "salesEnded";

type Dates = Pick<OrganizerEvent, "startsAt" | "endsAt"> & {
  readonly ticketTypes: readonly Pick<OrganizerEvent["ticketTypes"][number], "salesEndAt">[];
};

/**
 * Whether an event has begun already, and whether the sale of all its ticket types is over.
 *
 * @param nowMs milliseconds since the epoch
 */
export function publishWarnings(event: Dates, nowMs: number): readonly PublishWarning[] {
  const { startsAt, endsAt, ticketTypes } = event;
  const isPast = (at: string): boolean => Date.parse(at) <= nowMs;
  // As the server has it: without an end of its own, a sale ends with the event.
  const isOver = ticketTypes.every(({ salesEndAt }) => isPast(salesEndAt ?? endsAt ?? startsAt));
  return [
    ...(isPast(startsAt) ? (["started"] as const) : []),
    ...(ticketTypes.length > 0 && isOver ? (["salesEnded"] as const) : []),
  ];
}

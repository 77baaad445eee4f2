import type { OrganizerEvent } from "./event-values.ts";

/** Whether an event sells: `ended` once it is over. */
export type EventState = OrganizerEvent["status"] | "ended";

/** The state of an event at an instant, in milliseconds since the epoch. */
export function stateOf(
  { status, startsAt, endsAt }: Pick<OrganizerEvent, "status" | "startsAt" | "endsAt">,
  nowMs: number,
): EventState {
  return status === "published" && Date.parse(endsAt ?? startsAt) <= nowMs ? "ended" : status;
}

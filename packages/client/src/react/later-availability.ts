import type { Outputs } from "../api.ts";

/** What there is of each ticket type of an event, at one instant. */
export type Availability = Outputs["events"]["availability"];

/**
 * Of two looks at the same event, the later one: a stream and a poll may overtake each other.
 *
 * @param known what is shown, if anything is
 * @param come what came
 */
export function laterAvailability(
  known: Availability | undefined,
  come: Availability,
): Availability {
  if (known === undefined || known.eventId !== come.eventId) return come;
  return Date.parse(known.asOf) > Date.parse(come.asOf) ? known : come;
}

import type { DomainContext } from "../context.ts";
import { readAvailability } from "./read-availability.ts";
import type { Availability } from "./shapes.ts";

/**
 * What is available of an event: at once, and then whenever it changes, at most 5 times a second,
 * until `signal` aborts. A slow reader skips to the newest.
 *
 * @throws {DomainError} NOT_FOUND for a draft or an unknown event.
 */
export async function* watchAvailability(
  ctx: Pick<DomainContext, "db" | "availabilityFeed">,
  input: { eventId: string },
  signal: AbortSignal,
): AsyncGenerator<Availability, void, undefined> {
  const changes = ctx.availabilityFeed.subscribe(input.eventId, signal);
  const first = await readAvailability(ctx, input);
  yield first;
  let last = first;
  for await (const availability of changes) {
    if (availability.asOf <= last.asOf || sameFigures(availability, last)) continue;
    last = availability;
    yield availability;
  }
}

/** Whether two states differ in nothing but the instant that they were read at. */
export function sameFigures(a: Availability, b: Availability): boolean {
  return JSON.stringify(a.ticketTypes) === JSON.stringify(b.ticketTypes);
}

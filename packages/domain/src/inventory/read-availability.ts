import type { DomainContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { loadAvailability } from "./load-availability.ts";
import type { Availability } from "./shapes.ts";

/**
 * What is available of an event now: everything committed before the call is in it.
 *
 * @throws {DomainError} NOT_FOUND for a draft or an unknown event.
 */
export async function readAvailability(
  ctx: Pick<DomainContext, "db">,
  input: { eventId: string },
): Promise<Availability> {
  const availability = (await loadAvailability(ctx.db, [input.eventId])).get(input.eventId);
  if (availability === undefined) throw notFound("The event");
  return availability;
}

import type { DomainContext } from "../context.ts";
import { notFound } from "../errors.ts";
import type { AvailabilitySnapshot } from "./availability-reader.ts";
import type { Availability } from "./shapes.ts";

/**
 * What is available of an event: everything committed before the call is in it.
 *
 * @throws {DomainError} NOT_FOUND for a draft or an unknown event.
 */
export async function readAvailability(
  ctx: Pick<DomainContext, "availabilityReader">,
  input: { eventId: string },
): Promise<Availability> {
  return (await readAvailabilitySnapshot(ctx, input)).availability;
}

/**
 * The same as it is sent, serialised once for all who ask.
 *
 * @throws {DomainError} NOT_FOUND for a draft or an unknown event.
 */
export async function readAvailabilitySnapshot(
  ctx: Pick<DomainContext, "availabilityReader">,
  input: { eventId: string },
): Promise<AvailabilitySnapshot> {
  const snapshot = await ctx.availabilityReader.read(input.eventId.toLowerCase());
  if (snapshot === undefined) throw notFound("The event");
  return snapshot;
}

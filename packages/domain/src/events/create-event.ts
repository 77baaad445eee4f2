import { transaction } from "@stampede/db/transaction";
import type { DomainContext } from "../context.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { getOrganizerEvent } from "./get-organizer-event.ts";
import { insertEvent } from "./insert-event.ts";
import type { CreateEventInput, OrganizerEvent } from "./shapes.ts";

/**
 * Makes a draft of an event with its ticket types, in the order given. Without a slug it gets one
 * made of its name, with a suffix where that is taken.
 *
 * @throws {DomainError} `INVALID_INPUT` at `slug` when the slug asked for is taken.
 */
export async function createEvent(
  ctx: Pick<DomainContext, "db">,
  input: CreateEventInput,
  organizer: Organizer,
): Promise<OrganizerEvent> {
  const eventId = await transaction(ctx.db, (tx) => insertEvent(tx, input, organizer));
  if (eventId === undefined) throw new Error("an event without an import key was not inserted");
  return getOrganizerEvent(ctx, { eventId }, organizer);
}

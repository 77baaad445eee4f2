import { SQLSTATE, constraintOf, sqlState } from "@stampede/db/errors";
import { events } from "@stampede/db/schema";
import { transaction } from "@stampede/db/transaction";
import { sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { lockCounters } from "../inventory/counters.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { getOrganizerEvent, isOwn } from "./get-organizer-event.ts";
import { keepName } from "./keep-name.ts";
import { slugTaken, venueRow } from "./insert-event.ts";
import type { OrganizerEvent, UpdateEventInput } from "./shapes.ts";

// A cancelled event keeps the time of it, after which its money must go back.
const UPDATED_AT = sql`
  CASE ${events.status} WHEN 'cancelled' THEN ${events.updatedAt} ELSE clock_timestamp() END`;

/**
 * Changes what is named of an event of this organizer; what is absent stays.
 *
 * @throws {DomainError} `NOT_FOUND`; `INVALID_INPUT` at `slug` when it is taken, and at `endsAt` when
 *   the event would end before it starts.
 */
export async function updateEvent(
  ctx: Pick<DomainContext, "db">,
  input: UpdateEventInput,
  organizer: Organizer,
): Promise<OrganizerEvent> {
  // Before any lock: a stranger must not be able to hold up an event's sale.
  await getOrganizerEvent(ctx, input, organizer);
  await transaction(ctx.db, async (tx) => {
    // First, as in every sale: what is told under the old name is committed before that has its end,
    // and whoever comes later waits for the new one.
    await lockCounters(tx, input.eventId, "all");
    const [before] = await tx.orm
      .select({ name: events.name })
      .from(events)
      .where(isOwn(input.eventId, organizer))
      .for("update");
    if (before === undefined) throw notFound("The event");
    if (input.name !== undefined && input.name !== before.name) {
      await keepName(tx, { eventId: input.eventId, id: input.eventId, name: before.name });
    }
    await tx.orm
      .update(events)
      .set({ ...changesOf(input), updatedAt: UPDATED_AT })
      .where(isOwn(input.eventId, organizer))
      .catch(refuse);
  });
  return getOrganizerEvent(ctx, input, organizer);
}

/** The columns to set; one that is undefined is left out of the statement. */
function changesOf({
  name,
  slug,
  description,
  startsAt,
  endsAt,
  timezone,
  venue,
}: UpdateEventInput) {
  return {
    name,
    slug,
    description,
    timezone,
    startsAt: startsAt === undefined ? undefined : new Date(startsAt),
    endsAt: endsAt == null ? endsAt : new Date(endsAt),
    venue: venue === undefined ? undefined : venueRow(venue),
  };
}

// The database decides, under its constraints: what a read before had said could be outdated.
function refuse(error: unknown): never {
  const [state, constraint] = [sqlState(error), constraintOf(error)];
  if (state === SQLSTATE.uniqueViolation && constraint === "events_slug_unique") throw slugTaken();
  if (state === SQLSTATE.checkViolation && constraint === "events_end_after_start") {
    throw invalidInput(["endsAt"], "The event would end before it starts.");
  }
  throw error;
}

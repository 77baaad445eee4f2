import { events } from "@stampede/db/schema";
import { transaction } from "@stampede/db/transaction";
import { and, ne, sql } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import type { DomainContext } from "../context.ts";
import { lockCounters } from "../inventory/counters.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { getOrganizerEvent, isOwn } from "./get-organizer-event.ts";
import type { OrganizerEvent } from "./shapes.ts";

/**
 * Ends the sale of an event for good, in one short transaction. From then on workers end its holds
 * and refund all that was paid for it (`wind-up-events.ts`), however long that takes. A cancelled
 * event stays as it is.
 *
 * @throws {DomainError} `NOT_FOUND` when there is no such event, or it is another organizer's.
 */
export async function cancelEvent(
  ctx: Pick<DomainContext, "db" | "alarms">,
  input: { readonly eventId: string },
  organizer: Organizer,
): Promise<OrganizerEvent> {
  // Before any lock: a stranger must not be able to hold up an event's sale.
  await getOrganizerEvent(ctx, input, organizer);
  const at = await transaction(ctx.db, async (tx) => {
    // A reservation under way holds these, so it is committed before the event is cancelled, or
    // reads that it is.
    await lockCounters(tx, input.eventId, "all");
    await tx.orm
      .update(events)
      .set({ status: "cancelled", updatedAt: sql`clock_timestamp()` })
      .where(and(isOwn(input.eventId, organizer), ne(events.status, "cancelled")));
    return databaseNow(tx);
  });
  ctx.alarms.windUpAt(at);
  return getOrganizerEvent(ctx, input, organizer);
}

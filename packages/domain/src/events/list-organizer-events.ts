import { events } from "@stampede/db/schema";
import { and, desc, eq, sql } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { decodeCursor } from "./cursor.ts";
import { loadPage } from "./load-page.ts";
import { matches } from "./search.ts";
import type { ListOrganizerEventsInput, ListOrganizerEventsOutput } from "./shapes.ts";

/**
 * The organizer's events, past and future, drafts and cancelled ones too, latest start first, a page
 * at a time: `limit` of them, or fewer where their texts are long (`PAGE_BYTES_MAX`).
 *
 * @throws {DomainError} `INVALID_INPUT` for a cursor that no page gave.
 */
export async function listOrganizerEvents(
  { db }: Pick<DomainContext, "db">,
  { status, search, cursor, limit }: ListOrganizerEventsInput,
  organizer: Organizer,
): Promise<ListOrganizerEventsOutput> {
  const after = cursor == null ? undefined : decodeCursor(cursor);
  return loadPage(db, {
    where: and(
      eq(events.organizerId, organizer.id),
      status && eq(events.status, status),
      after &&
        sql`(${events.startsAt}, ${events.id}) < (${after.startsAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ...matches(search),
    ),
    orderBy: [desc(events.startsAt), desc(events.id)],
    limit,
  });
}

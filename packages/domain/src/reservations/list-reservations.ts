import { reservations } from "@stampede/db/schema";
import { readOnSnapshot } from "@stampede/db/transaction";
import { and, desc, eq, lt, or, type SQL, sql } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import type { DomainContext } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { likePattern } from "../events/search.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { idShape } from "../shapes.ts";
import { ownEvent } from "../statistics/own-event.ts";
import { idSuffixOfCode } from "./code.ts";
import { loadRecords } from "./record.ts";
import type { ListReservationsInput, ListReservationsOutput } from "./shapes.ts";
import { viewReservation } from "./view.ts";

/**
 * The reservations of one of the organizer's events, newest first, a page at a time.
 *
 * @throws {DomainError} NOT_FOUND for an event that is not the organizer's; INVALID_INPUT for a
 *   cursor that no page gave.
 */
export async function listReservations(
  ctx: Pick<DomainContext, "db">,
  { eventId, status, search, cursor, limit }: ListReservationsInput,
  organizer: Organizer,
): Promise<ListReservationsOutput> {
  await ownEvent(ctx.db, eventId, organizer);
  if (cursor != null && !idShape.safeParse(cursor).success) {
    throw invalidInput(["cursor"], "The cursor is not one that a list gave.");
  }
  const [found, now] = await readOnSnapshot(ctx.db, async (tx) => [
    await loadRecords(tx, {
      where: and(
        eq(reservations.eventId, eventId),
        status && eq(reservations.status, status),
        cursor == null ? undefined : lt(reservations.id, cursor),
        matching(search?.trim() ?? ""),
      ),
      orderBy: desc(reservations.id),
      limit: limit + 1,
    }),
    await databaseNow(tx),
  ]);
  const items = found.slice(0, limit).map((record) => viewReservation(record, now));
  const nextCursor = found.length > limit ? (items.at(-1)?.id ?? null) : null;
  return { items, nextCursor };
}

function matching(search: string): SQL | undefined {
  if (search === "") return undefined;
  const pattern = likePattern(search);
  const suffix = idSuffixOfCode(search);
  return or(
    sql`${reservations.customerEmail} ILIKE ${pattern}`,
    sql`${reservations.customerName} ILIKE ${pattern}`,
    suffix === undefined ? undefined : sql`${reservations.id}::text LIKE ${`%${suffix}`}`,
  );
}

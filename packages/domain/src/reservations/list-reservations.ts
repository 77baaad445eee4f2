import { reservations } from "@stampede/db/schema";
import { readOnSnapshot } from "@stampede/db/transaction";
import { and, desc, eq, lt, or, type SQL, sql } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import type { DomainContext } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { likePattern } from "../events/search.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { takePage } from "../page.ts";
import { idShape } from "../shapes.ts";
import { ownEvent } from "../statistics/own-event.ts";
import { idSuffixOfCode } from "./code.ts";
import { type FoundReservation, findReservations, loadBelongings } from "./record.ts";
import type { ListReservationsInput, ListReservationsOutput } from "./shapes.ts";
import { viewReservation } from "./view.ts";

/** What a reservation with a payment or two, a line and a ticket take in a reply, names left out. */
const RESERVATION_BYTES = 1_200;
const LINE_BYTES = 500;
const TICKET_BYTES = 170;

/**
 * The reservations of one of the organizer's events, newest first, a page at a time: `limit` of
 * them, or fewer where they have very many tickets (`PAGE_BYTES_MAX`).
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
  return readOnSnapshot(ctx.db, async (tx) => {
    const found = await findReservations(tx, {
      where: and(
        eq(reservations.eventId, eventId),
        status && eq(reservations.status, status),
        cursor == null ? undefined : lt(reservations.id, cursor),
        matching(search?.trim() ?? ""),
      ),
      orderBy: desc(reservations.id),
      limit: limit + 1,
    });
    const { rows, isLast } = takePage(found, limit, bytesOf);
    const records = await loadBelongings(tx, rows);
    const now = await databaseNow(tx);
    const items = records.map((record) => viewReservation(record, now));
    return { items, nextCursor: isLast ? null : (items.at(-1)?.id ?? null) };
  });
}

/** About how many bytes it takes in a reply, whether its tickets are issued already or not. */
function bytesOf({
  reservation: { items, customerEmail, customerName },
}: FoundReservation): number {
  const tickets = items.reduce((sum, [, quantity]) => sum + quantity, 0);
  const names = Buffer.byteLength(customerEmail) + Buffer.byteLength(customerName ?? "");
  return RESERVATION_BYTES + names + items.length * LINE_BYTES + tickets * TICKET_BYTES;
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

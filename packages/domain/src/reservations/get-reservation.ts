import { readOnSnapshot } from "@stampede/db/transaction";
import { databaseNow } from "../clock.ts";
import type { DomainContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { authorize } from "./authorize.ts";
import { loadRecord } from "./record.ts";
import type { Reservation } from "./shapes.ts";
import { viewReservation } from "./view.ts";

/**
 * A reservation for the holder of its token.
 *
 * @throws {DomainError} UNAUTHENTICATED, NOT_FOUND.
 */
export async function getReservation(
  ctx: Pick<DomainContext, "db" | "accessTokens">,
  input: { reservationId: string },
  token: string | undefined,
): Promise<Reservation> {
  const reservationId = input.reservationId.toLowerCase();
  authorize(ctx, reservationId, token);
  return await readOnSnapshot(ctx.db, async (tx) => {
    const record = await loadRecord(tx, reservationId);
    if (record === undefined) throw notFound("The reservation");
    return viewReservation(record, await databaseNow(tx));
  });
}

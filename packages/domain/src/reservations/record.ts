import { events, payments, refunds, reservations, tickets, ticketTypes } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import { asc, eq, inArray, type SQL } from "drizzle-orm";
import type { DomainContext } from "../context.ts";

type Querier = Pick<DomainContext["db"], "orm"> | Pick<Transaction, "orm">;
type ReservationRow = typeof reservations.$inferSelect;
type PaymentRow = typeof payments.$inferSelect;
type RefundRow = typeof refunds.$inferSelect;
type TicketRow = typeof tickets.$inferSelect;

/** A reservation and everything that belongs to it. */
export interface ReservationRecord {
  readonly reservation: ReservationRow;
  readonly eventName: string;
  /** At least those of the items, by position. */
  readonly ticketTypes: ReadonlyMap<number, { readonly id: string; readonly name: string }>;
  /** Oldest first, as are the next two. */
  readonly payments: readonly PaymentRow[];
  readonly refunds: readonly RefundRow[];
  readonly tickets: readonly TicketRow[];
}

/** Reads a reservation and what belongs to it, or undefined where there is none with this id. */
export async function loadRecord(
  querier: Querier,
  reservationId: string,
): Promise<ReservationRecord | undefined> {
  const [record] = await loadRecords(querier, {
    where: eq(reservations.id, reservationId),
    orderBy: asc(reservations.id),
    limit: 1,
  });
  return record;
}

/** A reservation without what belongs to it. */
export type FoundReservation = Pick<ReservationRecord, "reservation" | "eventName">;

interface Selection {
  readonly where: SQL | undefined;
  readonly orderBy: SQL;
  readonly limit: number;
}

/** Reads up to `limit` reservations and what belongs to them. */
export async function loadRecords(
  querier: Querier,
  selection: Selection,
): Promise<ReservationRecord[]> {
  return loadBelongings(querier, await findReservations(querier, selection));
}

/** Reads up to `limit` reservations. */
export async function findReservations(
  { orm }: Querier,
  { where, orderBy, limit }: Selection,
): Promise<FoundReservation[]> {
  return orm
    .select({ reservation: reservations, eventName: events.name })
    .from(reservations)
    .innerJoin(events, eq(events.id, reservations.eventId))
    .where(where)
    .orderBy(orderBy)
    .limit(limit);
}

/** Reads what belongs to reservations, in a number of statements that does not grow with theirs. */
export async function loadBelongings(
  { orm }: Querier,
  found: readonly FoundReservation[],
): Promise<ReservationRecord[]> {
  if (found.length === 0) return [];

  const types = await orm
    .select({
      eventId: ticketTypes.eventId,
      position: ticketTypes.position,
      id: ticketTypes.id,
      name: ticketTypes.name,
    })
    .from(ticketTypes)
    .where(inArray(ticketTypes.eventId, [...new Set(found.map((f) => f.reservation.eventId))]));
  const typesByEvent = Map.groupBy(types, ({ eventId }) => eventId);

  const ids = found.map(({ reservation }) => reservation.id);
  const paymentRows = await orm
    .select()
    .from(payments)
    .where(inArray(payments.reservationId, ids))
    .orderBy(payments.id);
  // Without a payment there is no refund and no ticket: most reservations that are read are new.
  const paying = [...new Set(paymentRows.map(({ reservationId }) => reservationId))];
  const refundRows =
    paying.length === 0
      ? []
      : await orm
          .select()
          .from(refunds)
          .where(inArray(refunds.reservationId, paying))
          .orderBy(refunds.id);
  const ticketRows =
    paying.length === 0
      ? []
      : await orm
          .select()
          .from(tickets)
          .where(inArray(tickets.reservationId, paying))
          .orderBy(tickets.id);

  return found.map(({ reservation, eventName }) => {
    const mine = (row: { reservationId: string }): boolean => row.reservationId === reservation.id;
    return {
      reservation,
      eventName,
      ticketTypes: new Map(
        typesByEvent
          .get(reservation.eventId)
          ?.map(({ position, id, name }) => [position, { id, name }] as const),
      ),
      payments: paymentRows.filter(mine),
      refunds: refundRows.filter(mine),
      tickets: ticketRows.filter(mine),
    };
  });
}

import type { ItemRow } from "@stampede/db/schema";
import { euros } from "../shapes.ts";
import { reservationCode } from "./code.ts";
import type { ReservationRecord } from "./record.ts";
import type { Reservation, ReservationStatus, TimelineType } from "./shapes.ts";

/** A reservation as its buyer and its organizer see it at `now` (database time). */
export function viewReservation(record: ReservationRecord, now: Date): Reservation {
  const { reservation } = record;
  return {
    id: reservation.id,
    code: reservationCode(reservation.id),
    eventId: reservation.eventId,
    eventName: record.eventName,
    status: reservation.status,
    items: reservation.items.map((item) => viewItem(record, item)),
    total: euros(totalOf(reservation.items)),
    customer: { email: reservation.customerEmail, name: reservation.customerName },
    createdAt: reservation.createdAt.toISOString(),
    expiresAt: reservation.expiresAt.toISOString(),
    serverNow: now.toISOString(),
    paidAt: reservation.paidAt?.toISOString() ?? null,
    tickets: record.tickets.map(({ id, ticketTypeId, code, checkedInAt }) => ({
      id,
      ticketTypeId,
      code,
      checkedInAt: checkedInAt?.toISOString() ?? null,
    })),
    timeline: timelineOf(record),
  };
}

/** What a reservation costs, in minor units. */
export function totalOf(items: readonly ItemRow[]): number {
  return items.reduce((total, [, quantity, unitAmount]) => total + quantity * unitAmount, 0);
}

/** How many tickets a reservation is for. */
export function ticketsOf(items: readonly ItemRow[]): number {
  return items.reduce((total, [, quantity]) => total + quantity, 0);
}

/**
 * A reservation as it was at an instant of its past: what a replayed request is answered with, so
 * that the same key gives the same reply whatever has happened since.
 */
export function recordAsOf(record: ReservationRecord, at: Date): ReservationRecord {
  const known = (instant: Date | null): instant is Date => instant !== null && instant <= at;
  const payments = record.payments
    .filter(({ startedAt }) => known(startedAt))
    .map((payment) => ({
      ...payment,
      ...(known(payment.settledAt) ? {} : { status: "pending" as const, settledAt: null }),
      givenBackAt: known(payment.givenBackAt) ? payment.givenBackAt : null,
    }));
  const refunds = record.refunds
    .filter(({ requestedAt }) => known(requestedAt))
    .map((refund) => ({
      ...refund,
      ...(known(refund.settledAt) ? {} : { status: "pending" as const, settledAt: null }),
      delayedAt: known(refund.delayedAt) ? refund.delayedAt : null,
    }));
  const { reservation } = record;
  const paidAt = known(reservation.paidAt) ? reservation.paidAt : null;
  const closedAt = known(reservation.closedAt) ? reservation.closedAt : null;
  const past: ReservationRecord = {
    ...record,
    payments,
    refunds,
    tickets:
      paidAt === null
        ? []
        : record.tickets.map((ticket) =>
            known(ticket.checkedInAt) ? ticket : { ...ticket, checkedInAt: null },
          ),
    reservation: { ...reservation, paidAt, closedAt },
  };
  return { ...past, reservation: { ...past.reservation, status: statusOf(past) } };
}

function statusOf({ reservation, payments, refunds }: ReservationRecord): ReservationStatus {
  if (reservation.closedAt !== null) return reservation.status;
  if (refunds.length > 0) return "refunding";
  if (reservation.paidAt !== null) return "paid";
  return payments.some(({ status }) => status === "pending") ? "paying" : "held";
}

function viewItem(
  record: ReservationRecord,
  [position, quantity, unitAmount]: ItemRow,
): Reservation["items"][number] {
  const ticketType = record.ticketTypes.get(position);
  if (ticketType === undefined) {
    throw new Error(`event ${record.reservation.eventId} has no ticket type ${position}`);
  }
  return {
    ticketTypeId: ticketType.id,
    name: ticketType.name,
    quantity,
    unitPrice: euros(unitAmount),
    subtotal: euros(quantity * unitAmount),
  };
}

const SETTLED_AS = {
  pending: undefined,
  captured: "payment_captured",
  declined: "payment_declined",
  failed: "payment_failed",
  not_charged: "payment_not_charged",
} as const satisfies Record<
  ReservationRecord["payments"][number]["status"],
  TimelineType | undefined
>;

function timelineOf({
  reservation,
  payments,
  refunds,
}: ReservationRecord): Reservation["timeline"] {
  const entries: { at: Date; type: TimelineType }[] = [
    { at: reservation.createdAt, type: "reserved" },
  ];
  for (const { startedAt, givenBackAt, settledAt, status } of payments) {
    entries.push({ at: startedAt, type: "payment_started" });
    if (givenBackAt !== null) entries.push({ at: givenBackAt, type: "tickets_given_back" });
    const type = SETTLED_AS[status];
    if (settledAt === null || type === undefined) continue;
    entries.push({ at: settledAt, type });
    const isPaid = status === "captured" && reservation.paidAt !== null;
    if (givenBackAt !== null && isPaid)
      entries.push({ at: settledAt, type: "tickets_taken_again" });
  }
  if (reservation.paidAt !== null) entries.push({ at: reservation.paidAt, type: "paid" });
  if (reservation.closedAt !== null && reservation.status !== "refunded") {
    const type = reservation.status === "cancelled" ? "cancelled" : "expired";
    entries.push({ at: reservation.closedAt, type });
  }
  for (const { requestedAt, delayedAt, settledAt } of refunds) {
    entries.push({ at: requestedAt, type: "refund_started" });
    if (delayedAt !== null) entries.push({ at: delayedAt, type: "refund_delayed" });
    if (settledAt !== null) entries.push({ at: settledAt, type: "refunded" });
  }
  // The sort is stable: what happened in the same millisecond keeps the order written above.
  return entries
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, type }) => ({ at: at.toISOString(), type }));
}

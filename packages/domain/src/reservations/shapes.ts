import { z } from "zod";
import { idShape, instantShape, lineShape, moneyShape, pageInput, pageShape } from "../shapes.ts";

/** Far above any real limit for one reservation; keeps every sum of lines an exact integer. */
const QUANTITY_MAX = 1_000_000;
const LINES_MAX = 10;

export const reservationStatusShape = z.enum([
  "held",
  "paying",
  "paid",
  "expired",
  "cancelled",
  "refunding",
  "refunded",
]);
export type ReservationStatus = z.infer<typeof reservationStatusShape>;

export const timelineTypeShape = z.enum([
  "reserved",
  "payment_started",
  "payment_declined",
  "payment_failed",
  "payment_not_charged",
  "payment_captured",
  "tickets_given_back",
  "tickets_taken_again",
  "paid",
  "expired",
  "cancelled",
  "refund_started",
  "refund_delayed",
  "refunded",
]);

export const reservationShape = z.strictObject({
  id: idShape,
  code: z.string(),
  eventId: idShape,
  eventName: z.string(),
  status: reservationStatusShape,
  items: z.array(
    z.strictObject({
      ticketTypeId: idShape,
      name: z.string(),
      quantity: z.int(),
      unitPrice: moneyShape,
      subtotal: moneyShape,
    }),
  ),
  total: moneyShape,
  customer: z.strictObject({ email: z.string(), name: z.string().nullable() }),
  createdAt: instantShape,
  expiresAt: instantShape,
  serverNow: instantShape,
  paidAt: instantShape.nullable(),
  tickets: z.array(
    z.strictObject({
      id: idShape,
      ticketTypeId: idShape,
      code: z.string(),
      checkedInAt: instantShape.nullable(),
    }),
  ),
  timeline: z.array(z.strictObject({ at: instantShape, type: timelineTypeShape })),
});
export type Reservation = z.infer<typeof reservationShape>;
export type TimelineType = z.infer<typeof timelineTypeShape>;

export const reserveInput = z.strictObject({
  eventId: idShape,
  items: z
    .array(z.strictObject({ ticketTypeId: idShape, quantity: z.int().min(1).max(QUANTITY_MAX) }))
    .min(1)
    .max(LINES_MAX),
  customer: z.strictObject({ email: z.email().max(254), name: lineShape(200).nullish() }),
  idempotencyKey: idShape,
});
export type ReserveInput = z.infer<typeof reserveInput>;

export const reserveOutput = z.strictObject({
  reservation: reservationShape,
  accessToken: z.string(),
});
export type ReserveOutput = z.infer<typeof reserveOutput>;

export const reservationIdInput = z.strictObject({ reservationId: idShape });

export const listReservationsInput = z.strictObject({
  eventId: idShape,
  status: reservationStatusShape.optional(),
  /** Its search: part of an e-mail address or a name, or a reservation's code. */
  ...pageInput,
});
export type ListReservationsInput = z.infer<typeof listReservationsInput>;

export const listReservationsOutput = pageShape(reservationShape);
export type ListReservationsOutput = z.infer<typeof listReservationsOutput>;

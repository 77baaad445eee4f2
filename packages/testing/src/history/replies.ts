import { z } from "zod";

// Read loosely: an API's replies are checked elsewhere, and a checker needs these parts alone.

export const reservationReply = z.looseObject({
  id: z.string(),
  status: z.string(),
  customer: z.looseObject({ email: z.string() }),
  expiresAt: z.string(),
  serverNow: z.string(),
  tickets: z.array(z.looseObject({ code: z.string() })),
});
export type ReservationReply = z.infer<typeof reservationReply>;

export const reserveReply = z.looseObject({
  reservation: reservationReply,
  accessToken: z.string(),
});
export type ReserveReply = z.infer<typeof reserveReply>;

export const checkInReply = z.looseObject({ result: z.string() });
export type CheckInReply = z.infer<typeof checkInReply>;

export const eventReply = z.looseObject({ id: z.string(), status: z.string() });
export type EventReply = z.infer<typeof eventReply>;

export const availabilityReply = z.looseObject({
  ticketTypes: z.array(z.looseObject({ ticketTypeId: z.string(), available: z.number() })),
});
export type AvailabilityReply = z.infer<typeof availabilityReply>;

/** The details of a refusal for want of tickets. */
export const shortDetails = z.looseObject({ ticketTypeId: z.string(), available: z.number() });

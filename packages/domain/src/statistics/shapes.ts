import { z } from "zod";
import { instantInput } from "../events/instant-input.ts";
import { idShape, instantShape, lineShape, moneyShape } from "../shapes.ts";

const TICKET_TYPE_NAME_LENGTH_MAX = 200;

/** Counts of tickets, and what those sold have brought in. */
const figures = {
  capacity: z.int(),
  available: z.int(),
  held: z.int(),
  sold: z.int(),
  /** `held + sold` */
  reserved: z.int(),
  revenue: moneyShape,
};

export const byEventInput = z.strictObject({ eventId: idShape.optional() });
export type ByEventInput = z.infer<typeof byEventInput>;

export const byEventOutput = z.strictObject({
  items: z.array(z.strictObject({ eventId: idShape, eventName: z.string(), ...figures })),
});
export type ByEventOutput = z.infer<typeof byEventOutput>;

export const byTicketTypeInput = z.strictObject({
  name: lineShape(TICKET_TYPE_NAME_LENGTH_MAX).optional(),
  eventId: idShape.optional(),
});
export type ByTicketTypeInput = z.infer<typeof byTicketTypeInput>;

export const byTicketTypeOutput = z.strictObject({
  items: z.array(z.strictObject({ name: z.string(), ...figures })),
});
export type ByTicketTypeOutput = z.infer<typeof byTicketTypeOutput>;

export const bucketShape = z.enum(["minute", "hour", "day"]);
export type Bucket = z.infer<typeof bucketShape>;

export const timelineInput = z
  .strictObject({
    eventId: idShape,
    from: instantInput,
    to: instantInput,
    bucket: bucketShape,
  })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "is not after from" });
export type TimelineInput = z.infer<typeof timelineInput>;

/** In tickets; `at` is the start of the bucket, and revenue is less what was refunded in it. */
export const timelineOutput = z.strictObject({
  buckets: z.array(
    z.strictObject({
      at: instantShape,
      reserved: z.int(),
      paid: z.int(),
      expired: z.int(),
      cancelled: z.int(),
      refused: z.int(),
      revenue: moneyShape,
    }),
  ),
});
export type TimelineOutput = z.infer<typeof timelineOutput>;

export const checkInsInput = z.strictObject({ eventId: idShape });

export const checkInsOutput = z.strictObject({
  /** Tickets that are sold; what is refunded is not among them any more. */
  issued: z.int(),
  /** Tickets that have admitted somebody; a refund after that does not put anybody out. */
  checkedIn: z.int(),
});
export type CheckInsOutput = z.infer<typeof checkInsOutput>;

export const funnelInput = z.strictObject({ eventId: idShape });

/** In requests: one request is for one reservation, of however many tickets. */
export const funnelOutput = z.strictObject({
  /** `reserved + refused` */
  requested: z.int(),
  refused: z.int(),
  reserved: z.int(),
  paid: z.int(),
  expired: z.int(),
  cancelled: z.int(),
  refunded: z.int(),
  /** `paid / requested`; 0 when nobody asked. */
  conversion: z.number(),
  /** From the reservation to its payment, in seconds; null when nobody paid. */
  medianSecondsToPay: z.number().nullable(),
});
export type FunnelOutput = z.infer<typeof funnelOutput>;

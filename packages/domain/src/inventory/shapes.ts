import { z } from "zod";
import { idShape, instantShape } from "../shapes.ts";

export const availabilityStatusShape = z.enum([
  "not_started",
  "on_sale",
  "all_held",
  "sold_out",
  "ended",
]);
export type AvailabilityStatus = z.infer<typeof availabilityStatusShape>;

export const availabilityShape = z.strictObject({
  eventId: idShape,
  asOf: instantShape,
  ticketTypes: z.array(
    z.strictObject({
      ticketTypeId: idShape,
      name: z.string(),
      available: z.int(),
      held: z.int(),
      status: availabilityStatusShape,
      nextReleaseAt: instantShape.nullable(),
    }),
  ),
});
export type Availability = z.infer<typeof availabilityShape>;

export const availabilityInput = z.strictObject({ eventId: idShape });

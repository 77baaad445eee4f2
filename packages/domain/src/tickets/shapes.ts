import { z } from "zod";
import { reservationShape } from "../reservations/shapes.ts";
import { idShape, lineShape } from "../shapes.ts";

/** What scanners and people add to a code is dropped; more than this is no code. */
const CODE_LENGTH_MAX = 64;

export const checkInInput = z.strictObject({ eventId: idShape, code: lineShape(CODE_LENGTH_MAX) });
export type CheckInInput = z.infer<typeof checkInInput>;

export const checkInOutput = z.strictObject({
  result: z.enum(["admitted", "already_checked_in", "unknown", "refunded"]),
  ticket: reservationShape.shape.tickets.element.nullable(),
});
export type CheckInOutput = z.infer<typeof checkInOutput>;

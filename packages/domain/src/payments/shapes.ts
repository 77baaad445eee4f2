import { z } from "zod";
import { idShape, lineShape } from "../shapes.ts";

const PAYMENT_TOKEN_LENGTH_MAX = 255;

export const payInput = z.strictObject({
  reservationId: idShape,
  paymentToken: lineShape(PAYMENT_TOKEN_LENGTH_MAX),
  /** Any code is well-formed; which ones are taken is the gateway's to say. */
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, "is not a currency code of three letters")
    .default("EUR"),
  idempotencyKey: idShape,
});
export type PayInput = z.infer<typeof payInput>;

export const refundInput = z.strictObject({ reservationId: idShape, idempotencyKey: idShape });
export type RefundInput = z.infer<typeof refundInput>;

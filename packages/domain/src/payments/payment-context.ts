import type { payments, refunds, reservations } from "@stampede/db/schema";
import type { DomainContext } from "../context.ts";

/** What paying and giving money back need of the context. */
export type PaymentContext = Pick<DomainContext, "db" | "gateway" | "alarms" | "log">;

export type PaymentRow = typeof payments.$inferSelect;
export type RefundRow = typeof refunds.$inferSelect;
export type ReservationRow = typeof reservations.$inferSelect;

import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { id, instant } from "./columns.ts";
import { reservations } from "./reservations.ts";

/**
 * `pending` until the gateway's answer is known; `captured` money was taken; `declined` and
 * `failed` took none; `not_charged` the gateway said later that it never charged.
 */
export const paymentStatus = pgEnum("payment_status", [
  "pending",
  "captured",
  "declined",
  "failed",
  "not_charged",
]);

/** One attempt to charge for a reservation. Its id is the key that the gateway sees. */
export const payments = pgTable(
  "payments",
  {
    id: id("id").notNull(),
    eventId: id("event_id").notNull(),
    reservationId: id("reservation_id").notNull(),
    idempotencyKey: id("idempotency_key").notNull().unique(),
    requestHash: bigint("request_hash", { mode: "bigint" }).notNull(),
    /** Minor units; 0 is paid without a charge. */
    amount: bigint("amount", { mode: "number" }).notNull(),
    currency: text("currency").notNull(),
    gateway: text("gateway").notNull(),
    status: paymentStatus("status").notNull(),
    /** The gateway's own name for the charge, once captured. */
    chargeId: text("charge_id"),
    startedAt: instant("started_at").notNull(),
    /** Until then the tickets stay held for this attempt, whatever the hold's own end. */
    pinnedUntil: instant("pinned_until").notNull(),
    /** When the pin ran out without an answer, and the tickets went back on sale. */
    givenBackAt: instant("given_back_at"),
    settledAt: instant("settled_at"),
    /** When the reconciler asks the gateway next. */
    nextCheckAt: instant("next_check_at").notNull(),
    checks: integer("checks").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.eventId] }),
    foreignKey({
      name: "payments_reservation",
      columns: [table.reservationId, table.eventId],
      foreignColumns: [reservations.id, reservations.eventId],
    }),
    index("payments_by_reservation").on(table.reservationId),
    index("payments_pending")
      .on(table.nextCheckAt)
      .where(sql`${table.status} = 'pending'`),
    index("payments_pinned")
      .on(table.eventId, table.pinnedUntil)
      .where(sql`${table.status} = 'pending' AND ${table.givenBackAt} IS NULL`),
  ],
);

export const refundStatus = pgEnum("refund_status", ["pending", "done"]);

/** Money on its way back. Its id is the key that the gateway sees, so a retry refunds once. */
export const refunds = pgTable(
  "refunds",
  {
    id: id("id").notNull(),
    eventId: id("event_id").notNull(),
    reservationId: id("reservation_id").notNull(),
    paymentId: id("payment_id").notNull(),
    /** Absent for a refund that Stampede started itself: no request asked for it. */
    idempotencyKey: id("idempotency_key").unique(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    status: refundStatus("status").notNull(),
    requestedAt: instant("requested_at").notNull(),
    settledAt: instant("settled_at"),
    /** When the gateway first refused, or did not answer. */
    delayedAt: instant("delayed_at"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.eventId] }),
    foreignKey({
      name: "refunds_payment",
      columns: [table.paymentId, table.eventId],
      foreignColumns: [payments.id, payments.eventId],
    }),
    index("refunds_by_reservation").on(table.reservationId),
    index("refunds_pending")
      .on(table.nextAttemptAt)
      .where(sql`${table.status} = 'pending'`),
  ],
);

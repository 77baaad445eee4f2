import { sql } from "drizzle-orm";
import { bigint, check, integer, pgSchema, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** The simulated gateway's own books. Nothing of the business refers to them; only checks read both. */
export const simulatedGateway = pgSchema("simulated_gateway");

export const gatewayCharges = simulatedGateway.table(
  "charges",
  {
    /** The caller's idempotency key. */
    key: text("key").primaryKey(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    currency: text("currency").notNull(),
    /**
     * `succeeded` takes the money from `answersAt` on; the others never do. `closed` is a key that
     * was asked about before any charge came, with the amount 0: it takes none any more.
     */
    outcome: text("outcome", { enum: ["succeeded", "declined", "failed", "closed"] }).notNull(),
    /** How many of its next refunds fail. */
    refundFailures: integer("refund_failures").notNull().default(0),
    /** The sum of its refunds. */
    refunded: bigint("refunded", { mode: "number" }).notNull().default(0),
    createdAt: instant("created_at").notNull(),
    /** Before this instant the gateway only says that it is still working. */
    answersAt: instant("answers_at").notNull(),
  },
  (table) => [
    check("charges_never_refunded_twice", sql`${table.refunded} BETWEEN 0 AND ${table.amount}`),
  ],
);

export const gatewayRefunds = simulatedGateway.table("refunds", {
  /** The caller's idempotency key. */
  key: text("key").primaryKey(),
  chargeKey: text("charge_key")
    .notNull()
    .references(() => gatewayCharges.key),
  amount: bigint("amount", { mode: "number" }).notNull(),
  createdAt: instant("created_at").notNull(),
});

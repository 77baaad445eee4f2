import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  pgEnum,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { id, instant } from "./columns.ts";

export const reservationStatus = pgEnum("reservation_status", [
  "held",
  "paying",
  "paid",
  "expired",
  "cancelled",
  "refunding",
  "refunded",
]);

/**
 * `[position of the ticket type, quantity, unit price in minor units]`, one for each ticket type.
 * An array in the row takes 41 bytes for one item; a row of its own would take about 155.
 */
export type ItemRow = [position: number, quantity: number, unitAmount: number];

const items = customType<{ data: ItemRow[]; driverData: number[][] | string }>({
  dataType: () => "integer[]",
  toDriver: (value) => `{${value.map((item) => `{${item.join(",")}}`).join(",")}}`,
  fromDriver: (value) => {
    if (typeof value === "string") throw new TypeError("integer[] arrived unparsed");
    return value.map(itemRow);
  },
});

/** Reads one item of `reservations.items` as node-postgres gives it. */
export function itemRow([position, quantity, unitAmount]: number[]): ItemRow {
  if (position === undefined || quantity === undefined || unitAmount === undefined) {
    throw new TypeError("an item of a reservation has three numbers");
  }
  return [position, quantity, unitAmount];
}

/** Columns stand widest first: PostgreSQL pads each to its alignment. */
export const reservations = pgTable(
  "reservations",
  {
    id: id("id").notNull(),
    /**
     * No foreign key: it would lock the event's row once for each reservation of a group, and guards
     * nothing, since a group reads the event under the counters' lock and no event is ever deleted.
     */
    eventId: id("event_id").notNull(),
    idempotencyKey: id("idempotency_key").notNull().unique(),
    /** The first 64 bits of the SHA-256 of the request, to tell a replay from a key used twice. */
    requestHash: bigint("request_hash", { mode: "bigint" }).notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    paidAt: instant("paid_at"),
    /** When it expired, was cancelled or was refunded. */
    closedAt: instant("closed_at"),
    status: reservationStatus("status").notNull(),
    /** `paying` only: the pin ran out before the gateway answered, and the tickets went back. */
    givenBack: boolean("given_back").notNull().default(false),
    items: items("items").notNull(),
    customerEmail: text("customer_email").notNull(),
    customerName: text("customer_name"),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.eventId] }),
    index("reservations_by_event").on(table.eventId, table.id),
    index("reservations_due")
      .on(table.eventId, table.expiresAt)
      .where(sql`${table.status} = 'held'`),
  ],
);

import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { id, instant } from "./columns.ts";
import { reservations } from "./reservations.ts";

/** What a paid reservation is issued: one row admits one person once. */
export const tickets = pgTable(
  "tickets",
  {
    id: id("id").notNull(),
    eventId: id("event_id").notNull(),
    reservationId: id("reservation_id").notNull(),
    ticketTypeId: id("ticket_type_id").notNull(),
    /** 80 random bits in Crockford's base 32: what the QR code holds. */
    code: text("code").notNull(),
    checkedInAt: instant("checked_in_at"),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.eventId] }),
    foreignKey({
      name: "tickets_reservation",
      columns: [table.reservationId, table.eventId],
      foreignColumns: [reservations.id, reservations.eventId],
    }),
    unique("tickets_code").on(table.eventId, table.code),
    index("tickets_by_reservation").on(table.reservationId),
    // Counts who is in without a look at those who are not.
    index("tickets_checked_in")
      .on(table.eventId)
      .where(sql`${table.checkedInAt} IS NOT NULL`),
  ],
);

import { bigint, integer, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { id, instant } from "./columns.ts";
import { events } from "./events.ts";

const count = (name: string) => integer(name).notNull().default(0);

/** What happened in one minute of an event, in reservations and in tickets. */
export const eventMinutes = pgTable(
  "event_minutes",
  {
    eventId: id("event_id")
      .notNull()
      .references(() => events.id),
    minute: instant("minute").notNull(),
    /** Minor units captured in this minute, less those refunded in it; may be negative. */
    revenue: bigint("revenue", { mode: "number" }).notNull().default(0),
    reservationsReserved: count("reservations_reserved"),
    reservationsRefused: count("reservations_refused"),
    reservationsPaid: count("reservations_paid"),
    reservationsExpired: count("reservations_expired"),
    reservationsCancelled: count("reservations_cancelled"),
    reservationsRefunded: count("reservations_refunded"),
    ticketsReserved: count("tickets_reserved"),
    ticketsRefused: count("tickets_refused"),
    ticketsPaid: count("tickets_paid"),
    ticketsExpired: count("tickets_expired"),
    ticketsCancelled: count("tickets_cancelled"),
    ticketsRefunded: count("tickets_refunded"),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.minute] })],
);

/** How many reservations of an event took how many whole seconds to pay: an exact median. */
export const eventPaySeconds = pgTable(
  "event_pay_seconds",
  {
    eventId: id("event_id")
      .notNull()
      .references(() => events.id),
    seconds: integer("seconds").notNull(),
    reservations: integer("reservations").notNull(),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.seconds] })],
);

import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { id, instant } from "./columns.ts";
import { organizers } from "./organizers.ts";

export const eventStatus = pgEnum("event_status", ["draft", "published", "cancelled"]);

/** Where an event takes place; absent for one that is online only. */
export interface VenueRow {
  name: string;
  address: string | null;
  city: string | null;
  country: string | null;
}

export const events = pgTable(
  "events",
  {
    id: id("id").primaryKey(),
    organizerId: id("organizer_id")
      .notNull()
      .references(() => organizers.id),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at"),
    /** IANA name, such as `Europe/Warsaw`. */
    timezone: text("timezone").notNull(),
    venue: jsonb("venue").$type<VenueRow>(),
    status: eventStatus("status").notNull().default("draft"),
    /** Says which record of an import made this event, so that a second import changes nothing. */
    importKey: text("import_key").unique(),
    createdAt: instant("created_at").notNull(),
    /** Of a cancelled event when it was cancelled, whatever is changed of it later. */
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    index("events_upcoming").on(table.status, table.startsAt, table.id),
    // Finds what is not over yet without a walk through all that is.
    index("events_by_end").on(table.status, sql`coalesce(${table.endsAt}, ${table.startsAt})`),
    index("events_organizer").on(table.organizerId, table.startsAt, table.id),
    check("events_end_after_start", sql`${table.endsAt} >= ${table.startsAt}`),
  ],
);

/**
 * Names that an event or a ticket type had before, until when: a replayed reply shows the names that
 * the first one showed.
 */
export const earlierNames = pgTable(
  "earlier_names",
  {
    eventId: id("event_id")
      .notNull()
      .references(() => events.id),
    /** The event's own id, or that of one of its ticket types. */
    subjectId: id("subject_id").notNull(),
    until: instant("until").notNull(),
    name: text("name").notNull(),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.subjectId, table.until] })],
);

/** What is sold for an event. Its price is copied into a reservation; its counters are in `inventory`. */
export const ticketTypes = pgTable(
  "ticket_types",
  {
    id: id("id").notNull(),
    eventId: id("event_id")
      .notNull()
      .references(() => events.id),
    /** 1, 2, 3, … within the event, never reused: a reservation's items name their ticket type by it. */
    position: smallint("position").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    /** Minor units (cents). */
    priceAmount: integer("price_amount").notNull(),
    priceCurrency: text("price_currency").notNull().default("EUR"),
    maxPerReservation: integer("max_per_reservation").notNull().default(10),
    salesStartAt: instant("sales_start_at"),
    salesEndAt: instant("sales_end_at"),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.eventId] }),
    unique("ticket_types_position").on(table.eventId, table.position),
    check("ticket_types_price", sql`${table.priceAmount} >= 0`),
    check("ticket_types_max_per_reservation", sql`${table.maxPerReservation} >= 1`),
  ],
);

/**
 * The counters that decide every sale: one narrow row for each ticket type, with no index but its
 * key, so that each change stays heap-only.
 */
export const inventory = pgTable(
  "inventory",
  {
    eventId: id("event_id").notNull(),
    ticketTypeId: id("ticket_type_id").notNull(),
    capacity: integer("capacity").notNull(),
    held: integer("held").notNull().default(0),
    sold: integer("sold").notNull().default(0),
    /** Minor units paid for the tickets that are sold now; a refund takes its part away. */
    revenue: bigint("revenue", { mode: "number" }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.ticketTypeId] }),
    foreignKey({
      name: "inventory_ticket_type",
      columns: [table.ticketTypeId, table.eventId],
      foreignColumns: [ticketTypes.id, ticketTypes.eventId],
    }),
    check(
      "inventory_never_oversold",
      sql`${table.held} >= 0 AND ${table.sold} >= 0 AND ${table.held} + ${table.sold} <= ${table.capacity}`,
    ),
  ],
);

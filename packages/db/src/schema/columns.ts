import { timestamp, uuid } from "drizzle-orm/pg-core";

/** A UUIDv7 made by the application; the database never invents an id. */
export const id = (name: string) => uuid(name);

/** An instant, read and written as a `Date` (UTC, milliseconds). */
export const instant = (name: string) =>
  timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

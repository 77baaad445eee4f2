import { randomBytes } from "node:crypto";
import { type Database, openDatabase } from "@stampede/db/client";
import { type TestDatabase, createTestDatabase } from "@stampede/testing/database";
import { afterAll, beforeAll } from "vitest";
import type { z } from "zod";
import type { DomainContext } from "../context.ts";
import { ensureOrganizer } from "../organizers/ensure-organizer.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { createEvent } from "./create-event.ts";
import { publishEvent } from "./publish-event.ts";
import { createEventInput, type OrganizerEvent } from "./shapes.ts";

type EventInput = z.input<typeof createEventInput>;

/** Gives the tests of a file one database, open as `db` while they run; alarms wake nobody. */
export function useDatabase(): Pick<DomainContext, "db" | "alarms"> {
  const open: { db?: Database; database?: TestDatabase } = {};
  beforeAll(async () => {
    open.database = await createTestDatabase();
    open.db = openDatabase({
      connectionString: open.database.url,
      applicationName: "domain-tests",
    });
  });
  afterAll(async () => {
    await open.db?.close();
    await open.database?.drop();
  });
  const ignore = (): void => undefined;
  return {
    alarms: { releaseAt: ignore, reconcileAt: ignore, windUpAt: ignore },
    get db() {
      if (open.db === undefined) throw new Error("the database is open while tests run only");
      return open.db;
    },
  };
}

/** A new organizer, so that tests in one database do not see each other's events. */
export function anOrganizer(ctx: { readonly db: Database }): Promise<Organizer> {
  return ensureOrganizer(ctx, { slug: `o-${randomBytes(6).toString("hex")}`, name: "Organizer" });
}

/** What a caller sends to create an event; `overrides` replace the defaults. */
export function eventInput(overrides: Partial<EventInput> = {}) {
  return createEventInput.parse({
    name: "Concert",
    startsAt: "2999-06-01T18:00:00Z",
    timezone: "Europe/Warsaw",
    ticketTypes: [ticketType("Regular", 100)],
    ...overrides,
  });
}

/** What a caller sends for a ticket type of 49.00 EUR. */
export function ticketType(name: string, capacity: number) {
  return { name, capacity, price: { amount: 4_900, currency: "EUR" as const } };
}

/** A draft of this organizer. */
export function aDraft(
  ctx: { readonly db: Database },
  organizer: Organizer,
  overrides: Partial<EventInput> = {},
): Promise<OrganizerEvent> {
  return createEvent(ctx, eventInput(overrides), organizer);
}

/** A published event of this organizer. */
export async function anEvent(
  ctx: { readonly db: Database },
  organizer: Organizer,
  overrides: Partial<EventInput> = {},
): Promise<OrganizerEvent> {
  const { id } = await aDraft(ctx, organizer, overrides);
  return publishEvent(ctx, { eventId: id }, organizer);
}

import { randomBytes, randomUUIDv7 } from "node:crypto";
import { events } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import { sql } from "drizzle-orm";
import { invalidInput } from "../errors.ts";
import type { Organizer } from "../organizers/organizer.ts";
import { insertTicketTypes } from "./insert-ticket-types.ts";
import type { CreateEventInput } from "./shapes.ts";
import { slugFrom } from "./slug.ts";

/** `name`, `name-2`, … `name-5`: beyond it a number would say nothing to anybody. */
const NUMBERED_SLUGS_MAX = 5;
/** 32 random bits each: that all are taken does not happen by chance. */
const RANDOM_SLUGS_MAX = 3;
const RANDOM_BYTES = 4;

/**
 * Writes a draft with its ticket types and their counters.
 *
 * @param importKey which record of an import it comes from; taken already, nothing is written.
 * @returns the new event's id, or undefined where the import key was taken.
 * @throws {DomainError} `INVALID_INPUT` at `slug` when the slug asked for is taken.
 */
export async function insertEvent(
  tx: Transaction,
  input: CreateEventInput,
  organizer: Organizer,
  importKey: string | null = null,
): Promise<string | undefined> {
  for (const slug of slugsFor(input)) {
    const id = randomUUIDv7();
    // A conflict of a slug or an import key is a row less, and no error that ends the transaction.
    const { rowCount } = await tx.orm
      .insert(events)
      .values({ id, slug, importKey, ...rowOf(input, organizer) })
      .onConflictDoNothing();
    if (rowCount === 1) {
      await insertTicketTypes(tx, id, 1, input.ticketTypes);
      return id;
    }
    if (importKey !== null && (await isImported(tx, importKey))) return undefined;
  }
  throw slugTaken();
}

/** The refusal of a slug that another event has. */
export function slugTaken(): Error {
  return invalidInput(["slug"], "Another event has this slug.");
}

function rowOf(input: CreateEventInput, organizer: Organizer) {
  return {
    organizerId: organizer.id,
    name: input.name,
    description: input.description,
    startsAt: new Date(input.startsAt),
    endsAt: input.endsAt == null ? null : new Date(input.endsAt),
    timezone: input.timezone,
    venue: venueRow(input.venue),
    createdAt: sql`clock_timestamp()`,
    updatedAt: sql`clock_timestamp()`,
  };
}

/** A venue as it is stored: what is not known is null. */
export function venueRow(venue: CreateEventInput["venue"]) {
  if (venue == null) return null;
  const { name, address = null, city = null, country = null } = venue;
  return { name, address, city, country };
}

function* slugsFor({ slug, name }: CreateEventInput): Generator<string> {
  if (slug !== undefined) {
    yield slug;
    return;
  }
  const base = slugFrom(name);
  yield base;
  for (let number = 2; number <= NUMBERED_SLUGS_MAX; number++) yield `${base}-${number}`;
  for (let attempt = 0; attempt < RANDOM_SLUGS_MAX; attempt++) {
    yield `${base}-${randomBytes(RANDOM_BYTES).toString("hex")}`;
  }
}

async function isImported(tx: Transaction, importKey: string): Promise<boolean> {
  const { rowCount } = await tx.client.query("SELECT FROM events WHERE import_key = $1", [
    importKey,
  ]);
  return rowCount === 1;
}

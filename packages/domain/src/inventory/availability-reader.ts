import { createHash } from "node:crypto";
import type { Database } from "@stampede/db/client";
import { loadAvailability } from "./load-availability.ts";
import type { Availability } from "./shapes.ts";

/** The least time between two reads: readers that come within it share the next one. */
const READ_INTERVAL_MS = 2;
/** Unchanged figures keep their bytes, and so their `asOf`, for no longer than this. */
const SNAPSHOT_AGE_MS_MAX = 1_000;
/** Events of one statement; a statement of as many as a process watches would run out of its time. */
const STATEMENT_EVENTS_MAX = 200;
/** Events whose last bytes are kept; the one read longest ago makes room. */
const SNAPSHOTS_MAX = 1_000;
const ETAG_LENGTH = 22;

/** What is available of an event, serialised once for all who ask. */
export interface AvailabilitySnapshot {
  readonly availability: Availability;
  readonly json: string;
  /** A strong entity tag, quotes included: it changes whenever `json` does. */
  readonly etag: string;
}

/**
 * Reads availability for a crowd: at most one statement every 2 ms, however many ask for up to 200
 * events. A reader waits for a statement that began after it asked, so it sees whatever was
 * committed before, by any process.
 */
export interface AvailabilityReader {
  /** Undefined for a draft or an unknown event. */
  read(eventId: string): Promise<AvailabilitySnapshot | undefined>;
}

interface Batch {
  readonly eventIds: Set<string>;
  readonly done: Promise<ReadonlyMap<string, AvailabilitySnapshot>>;
}

/** A reader of this process's own; any number of processes may have theirs. */
export function createAvailabilityReader(db: Database): AvailabilityReader {
  const snapshots = new Map<string, AvailabilitySnapshot>();
  let next: Batch | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const load = async (eventIds: Set<string>): Promise<Map<string, AvailabilitySnapshot>> => {
    const result = new Map<string, AvailabilitySnapshot>();
    for (const [eventId, availability] of await loadAll(db, [...eventIds])) {
      const snapshot = renew(snapshots.get(eventId), availability);
      snapshots.delete(eventId);
      snapshots.set(eventId, snapshot);
      result.set(eventId, snapshot);
    }
    for (const eventId of snapshots.keys()) {
      if (snapshots.size <= SNAPSHOTS_MAX) break;
      snapshots.delete(eventId);
    }
    return result;
  };

  const begin = (): Batch => {
    const eventIds = new Set<string>();
    // It is joined until the statement before it has ended and the interval has passed; from then
    // on the next to ask is the first of another.
    const done = last.then(() => {
      next = undefined;
      const loaded = load(eventIds);
      last = Promise.allSettled([loaded, pause()]);
      return loaded;
    });
    return { eventIds, done };
  };

  return {
    async read(eventId) {
      next ??= begin();
      next.eventIds.add(eventId);
      return (await next.done).get(eventId);
    },
  };
}

/** In one statement, or in a few one after the other. */
async function loadAll(
  db: Database,
  eventIds: readonly string[],
): Promise<Map<string, Availability>> {
  const found = new Map<string, Availability>();
  for (let from = 0; from < eventIds.length; from += STATEMENT_EVENTS_MAX) {
    const some = await loadAvailability(db, eventIds.slice(from, from + STATEMENT_EVENTS_MAX));
    for (const [eventId, availability] of some) found.set(eventId, availability);
  }
  return found;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, READ_INTERVAL_MS));
}

/** The snapshot before, where it says the same and is not too old to say so. */
function renew(
  before: AvailabilitySnapshot | undefined,
  availability: Availability,
): AvailabilitySnapshot {
  if (before !== undefined && sameFigures(before.availability, availability)) {
    const ageMs = Date.parse(availability.asOf) - Date.parse(before.availability.asOf);
    if (ageMs < SNAPSHOT_AGE_MS_MAX) return before;
  }
  const json = JSON.stringify(availability);
  const hash = createHash("sha256").update(json).digest("base64url").slice(0, ETAG_LENGTH);
  return { availability, json, etag: `"${hash}"` };
}

/** Whether two states differ in nothing but the instant that they were read at. */
export function sameFigures(a: Availability, b: Availability): boolean {
  return (
    a.ticketTypes.length === b.ticketTypes.length &&
    a.ticketTypes.every((type, index) => {
      const other = b.ticketTypes[index];
      return (
        type.ticketTypeId === other?.ticketTypeId &&
        type.name === other.name &&
        type.available === other.available &&
        type.held === other.held &&
        type.status === other.status &&
        type.nextReleaseAt === other.nextReleaseAt
      );
    })
  );
}

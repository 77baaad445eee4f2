import type { Database } from "@stampede/db/client";
import { transaction } from "@stampede/db/transaction";
import type { Log } from "../context.ts";
import { addToMinute } from "./rollup.ts";

const FLUSH_INTERVAL_MS = 1_000;
/** Distinct pairs of event and minute that wait at most; beyond it refusals go uncounted, with a warning. */
const PENDING_MAX = 10_000;
const MINUTE_MS = 60_000;

/**
 * Counts refused requests (for want of tickets) in memory and writes them to the rollups once a
 * second: a refusal must cost no commit, or a crowd that comes too late would slow those who buy.
 * A process that is killed loses at most a second of this count, and of nothing else.
 */
export interface RefusalTally {
  /** One request for `tickets` tickets was refused at `at` (database time). */
  add(eventId: string, at: Date, tickets: number): void;
  /** Writes what is counted so far; resolves when a reader of the rollups sees it. */
  flush(): Promise<void>;
  /** Flushes, and stops. */
  close(): Promise<void>;
}

interface Pending {
  readonly eventId: string;
  readonly minute: Date;
  requests: number;
  tickets: number;
}

/** A tally that writes to `db`. Close it before the database. */
export function createRefusalTally(db: Database, log: Log): RefusalTally {
  let pending = new Map<string, Pending>();
  let flushing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const batch = pending;
    pending = new Map();
    for (const [key, entry] of batch) {
      try {
        await transaction(db, async (tx) =>
          addToMinute(tx, entry.eventId, entry.minute, {
            reservations: { refused: entry.requests },
            tickets: { refused: entry.tickets },
          }),
        );
        batch.delete(key);
      } catch (error) {
        // Counted again with the next flush.
        for (const { eventId, minute, requests, tickets } of batch.values()) {
          count(pending, eventId, minute, requests, tickets);
        }
        throw error;
      }
    }
  };
  const flush = (): Promise<void> => {
    const next = flushing.then(write, write);
    flushing = next.catch(() => undefined);
    return next;
  };
  const timer = setInterval(() => {
    if (pending.size === 0) return;
    flush().catch((error: unknown) => log.warn({ error }, "refusals are not written yet"));
  }, FLUSH_INTERVAL_MS);
  timer.unref();

  return {
    add(eventId, at, tickets) {
      const minute = new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
      if (pending.size >= PENDING_MAX) {
        log.warn({ eventId }, "too many refusals wait to be written: one goes uncounted");
        return;
      }
      count(pending, eventId, minute, 1, tickets);
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

function count(
  pending: Map<string, Pending>,
  eventId: string,
  minute: Date,
  requests: number,
  tickets: number,
): void {
  const key = `${eventId} ${minute.getTime()}`;
  const entry = pending.get(key);
  if (entry === undefined) {
    pending.set(key, { eventId, minute, requests, tickets });
    return;
  }
  entry.requests += requests;
  entry.tickets += tickets;
}

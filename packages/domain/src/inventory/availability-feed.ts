import type { Database } from "@stampede/db/client";
import type { Log } from "../context.ts";
import { loadAvailability } from "./load-availability.ts";
import type { Availability } from "./shapes.ts";

/** 5 a second: what a watcher is promised at most. */
const POLL_INTERVAL_MS = 200;

/**
 * Tells all watchers in this process of changes, at the cost of one statement every 200 ms however
 * many they are. It reads the counters and listens to nobody, so it sees the sales of every
 * process, and the start and end of a sale, which no process announces.
 */
export interface AvailabilityFeed {
  /** States of an event as they are read, the newest only, until `signal` aborts or the feed closes. */
  subscribe(eventId: string, signal: AbortSignal): AsyncIterable<Availability>;
  /** Ends every subscription. */
  close(): void;
}

interface Watcher {
  readonly eventId: string;
  newest: Availability | undefined;
  wake: () => void;
}

/** A feed that reads from `db` while anybody watches. */
export function createAvailabilityFeed(db: Database, log: Log): AvailabilityFeed {
  const watchers = new Set<Watcher>();
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const poll = async (): Promise<void> => {
    const eventIds = [...new Set([...watchers].map(({ eventId }) => eventId))];
    const found = await loadAvailability(db, eventIds);
    for (const watcher of watchers) {
      const availability = found.get(watcher.eventId);
      if (availability === undefined) continue;
      watcher.newest = availability;
      watcher.wake();
    }
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      void poll()
        .catch((error: unknown) => log.warn({ error }, "availability could not be read"))
        .finally(() => {
          timer = undefined;
          if (watchers.size > 0) schedule();
        });
    }, POLL_INTERVAL_MS);
  };

  return {
    subscribe(eventId, signal) {
      const ended = AbortSignal.any([signal, closing.signal]);
      return {
        async *[Symbol.asyncIterator]() {
          const watcher: Watcher = { eventId, newest: undefined, wake: () => undefined };
          watchers.add(watcher);
          const stop = (): void => watcher.wake();
          ended.addEventListener("abort", stop);
          schedule();
          try {
            while (!ended.aborted) {
              const { newest } = watcher;
              watcher.newest = undefined;
              if (newest === undefined) {
                await new Promise<void>((resolve) => (watcher.wake = resolve));
              } else yield newest;
            }
          } finally {
            watchers.delete(watcher);
            ended.removeEventListener("abort", stop);
          }
        },
      };
    },
    close() {
      closing.abort();
      clearTimeout(timer);
    },
  };
}

import type { Log } from "../context.ts";
import {
  type AvailabilityReader,
  type AvailabilitySnapshot,
  sameFigures,
} from "./availability-reader.ts";

/** 5 a second: what a watcher is promised at most. */
const INTERVAL_MS_MIN = 200;
/** However many watch, a change is on all their screens within a second. */
const INTERVAL_MS_MAX = 800;
/** What a process tells in a second; with twice as many, sales were left 0.7 of their rate. */
const TELLINGS_PER_SECOND = 5_000;
const MS_PER_SECOND = 1_000;

/**
 * Tells all watchers in this process of changes, at the cost of one statement every 200 ms, or less
 * often where very many watch, and gives all of them the same bytes. It reads the counters and
 * listens to nobody, so it sees the sales of every process, and the start and end of a sale, which no
 * process announces.
 */
export interface AvailabilityFeed {
  /**
   * Calls `tell` with every change of an event after the state that the caller has already, until
   * the returned function is called or the feed closes.
   */
  subscribe(known: AvailabilitySnapshot, tell: Tell): () => void;
  /** Aborts when the feed closes. */
  readonly closing: AbortSignal;
  /** Ends every subscription. */
  close(): void;
}

type Tell = (snapshot: AvailabilitySnapshot) => void;

interface Watched {
  newest: AvailabilitySnapshot;
  /** Each with what it has seen last, which is not the same for all: some began later than others. */
  readonly watchers: Map<Tell, AvailabilitySnapshot>;
}

/** A feed that reads while anybody watches. */
export function createAvailabilityFeed(reader: AvailabilityReader, log: Log): AvailabilityFeed {
  const events = new Map<string, Watched>();
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const tellSafely = (tell: Tell, snapshot: AvailabilitySnapshot): void => {
    try {
      tell(snapshot);
    } catch (error) {
      // One watcher's fault is not the others'.
      log.warn({ error }, "a watcher of availability failed");
    }
  };
  const pass = (snapshot: AvailabilitySnapshot, watched: Watched): void => {
    watched.newest = snapshot;
    const isNews = once((seen) => !sameFigures(snapshot.availability, seen.availability));
    for (const [tell, seen] of watched.watchers) {
      watched.watchers.set(tell, snapshot);
      if (isNews(seen)) tellSafely(tell, snapshot);
    }
  };
  const poll = async (): Promise<void> => {
    await Promise.all(
      [...events].map(async ([eventId, watched]) => {
        const snapshot = await reader.read(eventId);
        if (snapshot !== undefined && !closing.signal.aborted) pass(snapshot, watched);
      }),
    );
  };
  const schedule = (): void => {
    if (closing.signal.aborted) return;
    timer ??= setTimeout(() => {
      void poll()
        .catch((error: unknown) => log.warn({ error }, "availability could not be read"))
        .finally(() => {
          timer = undefined;
          if (events.size > 0) schedule();
        });
    }, intervalMs(events));
  };

  return {
    closing: closing.signal,
    subscribe(known, tell) {
      const { eventId } = known.availability;
      const watched = events.get(eventId) ?? { newest: known, watchers: new Map() };
      events.set(eventId, watched);
      // Others may have been told meanwhile of something that this one has not seen.
      const isBehind = newer(watched.newest, known);
      watched.watchers.set(tell, isBehind ? watched.newest : known);
      if (isBehind) tell(watched.newest);
      schedule();
      return () => {
        watched.watchers.delete(tell);
        if (watched.watchers.size === 0 && events.get(eventId) === watched) events.delete(eventId);
      };
    },
    close() {
      closing.abort();
      clearTimeout(timer);
    },
  };
}

/** How long to wait between two looks, with all who watch now. */
function intervalMs(events: ReadonlyMap<string, Watched>): number {
  const watchers = [...events.values()].reduce((sum, each) => sum + each.watchers.size, 0);
  const wantedMs = (watchers / TELLINGS_PER_SECOND) * MS_PER_SECOND;
  return Math.min(INTERVAL_MS_MAX, Math.max(INTERVAL_MS_MIN, wantedMs));
}

/** Asks `ask` once about each snapshot: nearly all watchers have seen the same one. */
function once(
  ask: (seen: AvailabilitySnapshot) => boolean,
): (seen: AvailabilitySnapshot) => boolean {
  const answers = new Map<AvailabilitySnapshot, boolean>();
  return (seen) => {
    const answer = answers.get(seen) ?? ask(seen);
    answers.set(seen, answer);
    return answer;
  };
}

function newer(a: AvailabilitySnapshot, b: AvailabilitySnapshot): boolean {
  return a.availability.asOf > b.availability.asOf && !sameFigures(a.availability, b.availability);
}

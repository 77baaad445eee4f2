import type { IncomingMessage } from "node:http";

const arrivals = new WeakMap<IncomingMessage, number>();

/** Remembers when a request came that is about to wait for its turn. */
export function noteArrival(incoming: IncomingMessage): void {
  arrivals.set(incoming, performance.now());
}

/** When it came, by `performance.now()`; undefined for one that was begun at once. */
export function arrivalOf(incoming: IncomingMessage): number | undefined {
  return arrivals.get(incoming);
}

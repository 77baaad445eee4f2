import type { IncomingMessage } from "node:http";
import { availabilityInput } from "@stampede/domain/inventory/shapes";
import { z } from "zod";

const READ = "/trpc/events.availability?";
const WATCH = "/trpc/events.watchAvailability?";
const WATCH_NAME = "watchAvailability";
const BATCH = "batch=1&";
const INPUT = "input=";
/** A crowd sends the same few addresses, so what one means is worked out once. */
const KNOWN_MAX = 1_000;
/** An id in an input takes 80, percent signs included. */
const ADDRESS_LENGTH_MAX = 300;

const batchInput = z.object({ 0: availabilityInput });

/** What a request asks for. */
export interface Target {
  readonly kind: "read" | "watch";
  /** In lower case. */
  readonly eventId: string;
  /** A batch of this one call. */
  readonly isBatch: boolean;
}

/** Tells requests that are answered here from those that are not. */
export interface Targets {
  /** Undefined for every request but a plain and valid read or watch of one event. */
  read(incoming: IncomingMessage): Target | undefined;
}

/** Remembers what the last addresses meant. */
export function createTargets(): Targets {
  const known = new Map<string, Target>();
  return {
    read(incoming) {
      const { url = "" } = incoming;
      const found = known.get(url);
      if (found === undefined && !url.startsWith(READ) && !url.startsWith(WATCH)) return undefined;
      if (!isPlain(incoming)) return undefined;
      const target = found ?? parse(url);
      if (target === undefined || found !== undefined) return found;
      if (known.size >= KNOWN_MAX) known.clear();
      known.set(url, target);
      return target;
    },
  };
}

/** Whether tRPC would find a stream at this address, however it is written. */
export function isWatchAddress(url: string): boolean {
  const [path = ""] = url.split("?", 1);
  if (!path.includes("%")) return path.includes(WATCH_NAME);
  try {
    return decodeURIComponent(path).includes(WATCH_NAME);
  } catch {
    return false;
  }
}

/** Nothing in it that would change how tRPC or Hono answers. */
function isPlain({ method, headers, httpVersion }: IncomingMessage): boolean {
  return (
    method === "GET" &&
    httpVersion === "1.1" &&
    (headers["content-type"] === undefined || headers["content-type"] === "application/json") &&
    headers["content-length"] === undefined &&
    headers["transfer-encoding"] === undefined &&
    headers["trpc-accept"] === undefined &&
    headers["last-event-id"] === undefined &&
    headers.upgrade === undefined &&
    headers.accept?.includes("jsonl") !== true
  );
}

function parse(url: string): Target | undefined {
  if (url.length > ADDRESS_LENGTH_MAX) return undefined;
  const kind = url.startsWith(READ) ? "read" : "watch";
  const query = url.slice(kind === "read" ? READ.length : WATCH.length);
  const isBatch = query.startsWith(BATCH);
  // A stream in a batch is refused, which is not done here.
  if (isBatch && kind === "watch") return undefined;
  const text = isBatch ? query.slice(BATCH.length) : query;
  // A plus is a space in a query, which `decodeURIComponent` does not know.
  if (!text.startsWith(INPUT) || /[&+#]/.test(text)) return undefined;
  const eventId = eventIdOf(text.slice(INPUT.length), isBatch);
  return eventId === undefined ? undefined : { kind, eventId, isBatch };
}

function eventIdOf(encoded: string, isBatch: boolean): string | undefined {
  try {
    const json: unknown = JSON.parse(decodeURIComponent(encoded));
    const input = isBatch ? batchInput.parse(json)[0] : availabilityInput.parse(json);
    return input.eventId.toLowerCase();
  } catch {
    // No JSON, or refused by the schema: said by whoever answers everything else.
    return undefined;
  }
}

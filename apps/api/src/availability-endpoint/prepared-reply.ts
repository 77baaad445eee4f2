import type { AvailabilitySnapshot } from "@stampede/domain/inventory/availability-reader";
import type { Exchange } from "./exchange.ts";
import { STANDING_HEADERS } from "../standing-headers.ts";

const OK = 200;
const NOT_MODIFIED = 304;

/**
 * A browser asks again every time, or a buyer would not see what it has just reserved; a shared
 * cache may answer a crowd for a second. `stale-while-revalidate` stands in the header for shared
 * caches alone, because browsers would follow it too.
 */
const CACHING = {
  "cache-control": "public, max-age=0, must-revalidate, s-maxage=1",
  "cdn-cache-control": "public, max-age=1, stale-while-revalidate=1",
};

/** The bytes and headers of one snapshot's replies, made once. */
interface PreparedReply {
  readonly etag: string;
  /** Flat pairs; the last value is the request's own id. */
  readonly headers: string[];
  readonly notModifiedHeaders: string[];
  /** Where it is ASCII it goes as a string: Node then sends head and body in one piece. */
  readonly body: string | Buffer;
}

const single = new WeakMap<AvailabilitySnapshot, PreparedReply>();
const batched = new WeakMap<AvailabilitySnapshot, PreparedReply>();

/** Answers with a snapshot, or says that the caller has it already. */
export function replyWithSnapshot(
  { target: { isBatch }, incoming, outgoing, requestId }: Exchange,
  snapshot: AvailabilitySnapshot,
  isClosing: boolean,
): number {
  const replies = isBatch ? batched : single;
  let reply = replies.get(snapshot);
  if (reply === undefined) {
    reply = prepare(snapshot, isBatch);
    replies.set(snapshot, reply);
  }
  const isKnown = matches(incoming.headers["if-none-match"], reply.etag);
  const headers = isKnown ? reply.notModifiedHeaders : reply.headers;
  const status = isKnown ? NOT_MODIFIED : OK;
  // Node copies them before it returns, so that one array serves all replies.
  headers[headers.length - 1] = requestId;
  outgoing.writeHead(status, isClosing ? ["connection", "close", ...headers] : headers);
  if (isKnown) outgoing.end();
  else outgoing.end(reply.body, "latin1");
  return status;
}

function prepare({ json, etag }: AvailabilitySnapshot, isBatch: boolean): PreparedReply {
  const result = `{"result":{"data":${json}}}`;
  const text = isBatch ? `[${result}]` : result;
  const bytes = Buffer.from(text);
  const common = { ...STANDING_HEADERS, ...CACHING, etag };
  const typed = { "content-type": "application/json", "content-length": String(bytes.length) };
  // The last, where its value is put for each reply.
  const id = { "x-request-id": "" };
  return {
    etag,
    body: bytes.length === text.length ? text : bytes,
    headers: Object.entries({ ...common, ...typed, ...id }).flat(),
    notModifiedHeaders: Object.entries({ ...common, ...id }).flat(),
  };
}

/** A cache on the way may have made the tag a weak one, or ask for several at once. */
function matches(given: string | undefined, etag: string): boolean {
  if (given === undefined) return false;
  if (given === etag || given === "*") return true;
  return given.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

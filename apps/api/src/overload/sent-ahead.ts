import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that wait behind another's reply on one connection; browsers and proxies send none. */
const SENT_AHEAD_MAX = 32;

/** One connection's requests. */
interface Line {
  waiting: number;
  /** Replies that may stay for as long as the connection. */
  streams: number;
}

const lines = new WeakMap<Socket, Line>();

/**
 * Whether a request was sent too far ahead: behind a stream, or behind more others than anybody in
 * earnest sends. Its connection is cut then; what waits on it would keep its places while it lives.
 *
 * @param isStream whether its own reply stays.
 */
export function isTooFarAhead(
  { socket }: IncomingMessage,
  outgoing: ServerResponse,
  isStream: boolean,
): boolean {
  // The rest of what came in one piece with the request that it was cut for.
  if (socket.destroyed) return true;
  const isWaiting = outgoing.socket === null;
  if (!isWaiting && !isStream) return false;
  const line = lines.get(socket) ?? { waiting: 0, streams: 0 };
  if (isWaiting && (line.streams > 0 || line.waiting >= SENT_AHEAD_MAX)) {
    socket.destroy();
    return true;
  }
  lines.set(socket, line);
  if (isWaiting) line.waiting += 1;
  if (isStream) line.streams += 1;
  outgoing.once("close", () => {
    if (isWaiting) line.waiting -= 1;
    if (isStream) line.streams -= 1;
  });
  return false;
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What waits behind other replies on its connection. */
const queued = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls `done` once when a request is over, answered or not. A reply that waits behind another one on
 * its connection hears nothing of that connection's end, and whatever was counted for it would stay
 * counted for good.
 */
export function whenOver(
  { socket }: IncomingMessage,
  outgoing: ServerResponse,
  done: () => void,
): void {
  if (outgoing.socket !== null) {
    outgoing.once("close", done);
    return;
  }
  const others = queued.get(socket) ?? new Set();
  const over = (): void => {
    if (others.delete(over)) done();
  };
  outgoing.once("close", over);
  if (!queued.has(socket)) {
    queued.set(socket, others);
    socket.once("close", () => {
      for (const each of others) each();
    });
  }
  others.add(over);
}

import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How long somebody who is behind has to catch up. */
const WINDOW_MS = 30_000;
/** Slower than any line that loads a page; less, and it is somebody who wants to be waited for. */
const BYTES_PER_SECOND_MIN = 1_024;
/** Looks in each window. */
const LOOKS = 6;

/** Cuts connections whose other end takes what it is sent too slowly. */
export interface SlowReaders {
  watch(socket: Socket): void;
}

interface Behind {
  readonly sinceMs: number;
  /** Bytes that the kernel had taken by then. */
  readonly takenBytes: number;
}

/**
 * Looks after the connections for which bytes wait in this process, where they take memory: each has
 * to take a kilobyte a second, however evenly it spreads them. One timer looks at all of them.
 *
 * @param windowMs over which that is measured.
 */
export function watchSlowReaders(server: Server, windowMs: number = WINDOW_MS): SlowReaders {
  const open = new Set<Socket>();
  const behind = new WeakMap<Socket, Behind>();
  const bytesMin = (BYTES_PER_SECOND_MIN * windowMs) / 1_000;
  const look = (socket: Socket, nowMs: number): void => {
    if (socket.writableLength === 0) {
      behind.delete(socket);
      return;
    }
    const takenBytes = socket.bytesWritten - socket.writableLength;
    const before = behind.get(socket);
    if (before !== undefined && nowMs - before.sinceMs < windowMs) return;
    if (before !== undefined && takenBytes - before.takenBytes < bytesMin) socket.destroy();
    else behind.set(socket, { sinceMs: nowMs, takenBytes });
  };
  const timer = setInterval(() => {
    const nowMs = performance.now();
    for (const socket of open) look(socket, nowMs);
  }, windowMs / LOOKS);
  timer.unref();
  server.once("close", () => clearInterval(timer));
  return {
    watch(socket) {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
    },
  };
}

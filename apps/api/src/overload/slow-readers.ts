import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How long somebody who is behind has to catch up. */
const WINDOW_MS = 30_000;
/** Slower than any line that loads a page; less, and it is somebody who wants to be waited for. */
const BYTES_PER_SECOND_MIN = 1_024;
/** Looks in each window. */
const LOOKS = 6;
/** By so many times the interval a look may be late and still be worth anything. */
const LATE_LOOKS_MAX = 2;

/** Cuts connections whose other end takes what it is sent too slowly. */
export interface SlowReaders {
  watch(socket: Socket): void;
}

interface Behind {
  readonly sinceMs: number;
  /** Bytes of writes that were over by then. */
  readonly overBytes: number;
  /** What was left of the write under way. */
  readonly leftBytes: number;
}

/**
 * Looks after the connections for which bytes wait in this process, where they take memory: each has
 * to take a kilobyte a second, however evenly it spreads them. One timer looks at all of them.
 *
 * @param windowMs over which that is measured.
 * @param now milliseconds of a clock that nobody sets.
 */
export function watchSlowReaders(
  server: Server,
  windowMs: number = WINDOW_MS,
  now: () => number = () => performance.now(),
): SlowReaders {
  const open = new Set<Socket>();
  let behind = new WeakMap<Socket, Behind>();
  const bytesMin = (BYTES_PER_SECOND_MIN * windowMs) / 1_000;
  const look = (socket: Socket, nowMs: number): void => {
    if (socket.writableLength === 0) {
      behind.delete(socket);
      return;
    }
    const before = behind.get(socket);
    if (before !== undefined && nowMs - before.sinceMs < windowMs) return;
    const overBytes = socket.bytesWritten - socket.writableLength;
    const leftBytes = leftOf(socket);
    if (before !== undefined && leftBytes <= before.leftBytes) {
      const taken = overBytes - before.overBytes + before.leftBytes - leftBytes;
      if (taken < bytesMin) {
        socket.destroy();
        return;
      }
    }
    behind.set(socket, { sinceMs: nowMs, overBytes, leftBytes });
  };
  const lookEveryMs = windowMs / LOOKS;
  let lookedAtMs = now();
  const timer = setInterval(() => {
    const nowMs = now();
    // While this process stood still it sent nobody anything, and nobody could take it.
    if (nowMs - lookedAtMs > lookEveryMs * (1 + LATE_LOOKS_MAX)) behind = new WeakMap();
    lookedAtMs = nowMs;
    for (const socket of open) look(socket, nowMs);
  }, lookEveryMs);
  timer.unref();
  server.once("close", () => clearInterval(timer));
  return {
    watch(socket) {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
    },
  };
}

/** Of one large write Node tells nothing until all of it is over; its handle knows. */
function leftOf(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, "_handle");
  if (typeof handle !== "object" || handle === null) return 0;
  const size: unknown = Reflect.get(handle, "writeQueueSize");
  return typeof size === "number" ? size : 0;
}

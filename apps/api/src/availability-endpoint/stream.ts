import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import {
  type AvailabilitySnapshot,
  sameFigures,
} from "@stampede/domain/inventory/availability-reader";
import type { Later } from "./fan-out.ts";
import { changeFrame, openingFrame, PING_FRAME } from "./stream-frames.ts";

/** More than this waiting in this process, beside what the kernel holds, and a reader is behind. */
const WAITING_BYTES_MAX = 16 * 1_024;
/** A reader that takes nothing for so long is gone, or might as well be. */
const STALL_MS_MAX = 30_000;

/** One watcher's stream. */
export interface Stream {
  /** Sends a change, or, while the reader is behind, remembers that there is one. */
  tell(snapshot: AvailabilitySnapshot): void;
  ping(): void;
  /** Ends the connection of a reader that has been behind for too long. */
  dropIfStalled(nowMs: number): void;
  /** Breaks off without tRPC's word of an orderly end, so that the client comes again. */
  end(): void;
}

/**
 * Begins a stream on a reply whose head has been written.
 *
 * The frames are chunks already and go to the socket itself, past the reply, which writes only the
 * head and the last chunk.
 */
export function openStream(
  outgoing: ServerResponse,
  socket: Socket,
  first: AvailabilitySnapshot,
  client: string,
  later: Later,
): Stream {
  let newest = first;
  let sent = first;
  let stalledAtMs: number | undefined;
  let isQueued = false;

  const send = (frame: Buffer): void => {
    if (socket.destroyed) return;
    if (socket.writableLength <= WAITING_BYTES_MAX) {
      socket.write(frame);
      return;
    }
    stalledAtMs = performance.now();
    socket.write(frame, resume);
  };
  // Called once the reader has taken all there was: what it missed meanwhile is not sent any more.
  const resume = (error?: Error | null): void => {
    stalledAtMs = undefined;
    if (error === undefined || error === null) sendNewest();
  };
  const sendNewest = (): void => {
    if (sent === newest || outgoing.writableEnded) return;
    sent = newest;
    send(changeFrame(newest));
  };

  const sendQueued = (): void => {
    isQueued = false;
    if (stalledAtMs === undefined) sendNewest();
  };

  // One packet for the head and the first state.
  socket.cork();
  outgoing.flushHeaders();
  send(openingFrame(first, client));
  socket.uncork();
  return {
    tell(snapshot) {
      // A feed tells everybody what some have read for themselves when they began.
      if (sameFigures(snapshot.availability, newest.availability)) return;
      newest = snapshot;
      if (isQueued) return;
      isQueued = true;
      later(sendQueued);
    },
    ping() {
      if (stalledAtMs === undefined && !outgoing.writableEnded) send(PING_FRAME);
    },
    dropIfStalled(nowMs) {
      if (stalledAtMs !== undefined && nowMs - stalledAtMs > STALL_MS_MAX) socket.destroy();
    },
    end() {
      if (stalledAtMs === undefined) outgoing.end();
      else socket.destroy();
    },
  };
}

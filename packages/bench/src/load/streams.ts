import { setTimeout as sleep } from "node:timers/promises";
import type { Socket } from "node:net";
import { openSocket } from "./connections.ts";
import type { LoadMessage, LoadResult, Streams } from "./protocol.ts";
import { createRequestMaker } from "./request-maker.ts";
import { createTally } from "./tally.ts";

const OPENING_AT_ONCE_MAX = 50;
const FRAME = "frame";
const HEAD_WAIT_MS_MAX = 10_000;
/** A frame that carries a state; the others only keep the stream open. */
const DATA_LINE = '\ndata: {"eventId"';

/**
 * Holds streams of server-sent events open and counts the states that arrive. The latency of a
 * frame is how long after the first stream this one got it: what the last watcher waits for.
 */
export async function runStreams(
  command: Streams,
  tell: (message: LoadMessage) => void,
): Promise<LoadResult> {
  const request = createRequestMaker(command.request)();
  const tally = createTally(FRAME);
  const firstSeenMs = new Map<string, number>();
  const sockets: Socket[] = [];
  let isOver = false;

  const onFrame = (frame: string): void => {
    const nowMs = performance.now();
    const asOf = /"asOf":"([^"]+)"/.exec(frame)?.[1] ?? "";
    const first = firstSeenMs.get(asOf);
    if (first === undefined) firstSeenMs.set(asOf, nowMs);
    tally.reply(FRAME, nowMs - (first ?? nowMs));
  };
  while (sockets.length < command.connections) {
    const some = Math.min(OPENING_AT_ONCE_MAX, command.connections - sockets.length);
    const opened = Array.from({ length: some }, () => openStream(command.port, request, onFrame));
    sockets.push(...(await Promise.all(opened)));
  }
  for (const socket of sockets) {
    socket.once("close", () => {
      if (!isOver) tally.broke();
    });
  }
  tally.start();
  tell({ kind: "measuring" });
  const startedMs = performance.now();
  await sleep(command.seconds * 1_000);
  tally.stop();
  const seconds = (performance.now() - startedMs) / 1_000;
  tell({ kind: "measured" });
  isOver = true;
  for (const socket of sockets) socket.destroy();
  return {
    replies: tally.replies,
    seconds,
    statuses: { ...tally.statuses(), states: firstSeenMs.size },
    broken: tally.broken,
    unanswered: 0,
    latencyMs: tally.latency(),
    slipMs: 0,
    slipP99Ms: 0,
    slipped: 0,
  };
}

async function openStream(
  port: number,
  request: Buffer,
  onFrame: (frame: string) => void,
): Promise<Socket> {
  const socket = await openSocket(port);
  const { promise: begun, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error("a stream did not begin")), HEAD_WAIT_MS_MAX);
  let isBegun = false;
  socket.on("data", (chunk) => {
    const text = chunk.toString("latin1");
    if (!isBegun) {
      isBegun = true;
      if (text.startsWith("HTTP/1.1 200")) resolve();
      else reject(new Error(`a stream was refused: ${text.split("\r\n", 1)[0]}`));
    }
    if (text.includes(DATA_LINE)) onFrame(text);
  });
  socket.once("close", () => reject(new Error("a stream ended at once")));
  socket.write(request);
  await begun.finally(() => clearTimeout(timer));
  return socket;
}

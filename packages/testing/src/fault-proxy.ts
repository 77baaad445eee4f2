import { Buffer } from "node:buffer";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { postgresMessages } from "./postgres-messages.ts";
import { redisCommands } from "./redis-commands.ts";

type Side = "client" | "server";

/** A message of PostgreSQL's protocol, or a command of a client's to Redis. */
export interface TrapMessage {
  readonly from: Side;
  /** The type byte, or the command's name; default any. */
  readonly type?: string;
  /** What it holds; default anything. */
  readonly text?: string;
  /** Default the first of those from now on, whatever connection it is on. */
  readonly nth?: number;
  /** Whether the message itself is still carried; default `before`: it is not. */
  readonly edge?: "before" | "after";
}

/** A way to PostgreSQL or to Redis that can be made as bad as any. */
export interface FaultProxy extends AsyncDisposable {
  /** The server's address, through the proxy; the same for as long as it is there. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  /** Ends every connection without a goodbye, and carries new ones as if nothing had been. */
  reset(): void;
  /** Lets connections stand, and carries nothing more over them until it is mended. */
  freeze(): void;
  /** Carries all that comes from now on so much later, in milliseconds each way; 0 ends it. */
  delay(ms: number): void;
  /** Carries a few bytes at a time with a pause between; undefined ends it. */
  drip(pace: { readonly bytes: number; readonly pauseMs: number } | undefined): void;
  /**
   * Waits for a message, and carries nothing that follows it, on any connection, until `reset`.
   */
  springAt(message: TrapMessage): Promise<void>;
  /** Undoes a cut, a freeze, a delay and a drip; on the same port. */
  mend(): Promise<void>;
}

interface Armed extends TrapMessage {
  left: number;
  spring(): void;
}

/** All that the connections of one proxy have in common. */
interface Way {
  readonly protocol: "postgres" | "redis";
  readonly target: URL;
  readonly sockets: Set<Socket>;
  isFrozen: boolean;
  /** A trap has sprung. */
  isDead: boolean;
  delayMs: number;
  pace: { readonly bytes: number; readonly pauseMs: number } | undefined;
  armed: Armed | undefined;
}

/** Opens a proxy on a free port of 127.0.0.1. What is spoken follows from the address's scheme. */
export async function openProxy(address: string): Promise<FaultProxy> {
  const target = new URL(address);
  const way: Way = {
    protocol: target.protocol.startsWith("redis") ? "redis" : "postgres",
    target,
    sockets: new Set(),
    isFrozen: false,
    isDead: false,
    delayMs: 0,
    pace: undefined,
    armed: undefined,
  };
  let server: Server | undefined = await listen(way, 0);
  const port = portOf(server);
  const url = new URL(address);
  url.host = `127.0.0.1:${port}`;
  const end = (how: "destroy" | "resetAndDestroy"): void => {
    for (const socket of way.sockets) socket[how]();
    way.sockets.clear();
  };
  const cut = (): void => {
    server?.close();
    server = undefined;
    end("destroy");
  };
  return {
    url: url.href,
    cut,
    reset() {
      way.isDead = false;
      end("resetAndDestroy");
    },
    freeze() {
      way.isFrozen = true;
      for (const socket of way.sockets) socket.pause();
    },
    delay: (ms) => void (way.delayMs = ms),
    drip: (pace) => void (way.pace = pace),
    springAt: (message) =>
      new Promise((spring) => {
        way.armed = { ...message, left: message.nth ?? 1, spring };
      }),
    async mend() {
      Object.assign(way, { isFrozen: false, delayMs: 0, pace: undefined });
      for (const socket of way.sockets) socket.resume();
      server ??= await listen(way, port);
    },
    async [Symbol.asyncDispose]() {
      cut();
    },
  };
}

async function listen(way: Way, port: number): Promise<Server> {
  const server = createServer((client) => {
    const upstream = connect(Number(way.target.port), way.target.hostname);
    carry(way, "client", client, upstream);
    carry(way, "server", upstream, client);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the proxy has no port");
  return address.port;
}

function carry(way: Way, from: Side, source: Socket, sink: Socket): void {
  const cutter = cutterOf(way, from);
  let queue = Promise.resolve();
  way.sockets.add(source);
  source.on("error", () => undefined);
  source.on("close", () => {
    way.sockets.delete(source);
    void queue.then(() => sink.destroy());
  });
  source.on("data", (piece: Buffer) => {
    const bytes = Buffer.concat(cutter(piece).flatMap((message) => admit(way, from, message)));
    if (bytes.length === 0) return;
    if (way.delayMs === 0 && way.pace === undefined) sink.write(bytes);
    else queue = queue.then(() => writeSlowly(way, sink, bytes));
  });
  if (way.isFrozen) source.pause();
}

interface Message {
  readonly type: string;
  readonly text: string;
  readonly bytes: Buffer;
}

function cutterOf({ protocol }: Way, from: Side): (piece: Buffer) => readonly Message[] {
  if (protocol === "postgres") return postgresMessages(from);
  if (from === "client") return redisCommands();
  return (bytes) => [{ type: "", text: "", bytes }];
}

/** What of a message goes on; springs the trap when it is the one that is waited for. */
function admit(way: Way, from: Side, { type, text, bytes }: Message): Buffer[] {
  if (way.isDead) return [];
  const { armed } = way;
  const isMeant =
    armed?.from === from &&
    (armed.type ?? type) === type &&
    (armed.text === undefined || text.includes(armed.text));
  if (!isMeant) return [bytes];
  armed.left -= 1;
  if (armed.left > 0) return [bytes];
  way.armed = undefined;
  way.isDead = true;
  armed.spring();
  return armed.edge === "after" ? [bytes] : [];
}

async function writeSlowly(way: Way, sink: Socket, bytes: Buffer): Promise<void> {
  if (way.delayMs > 0) await sleep(way.delayMs);
  let at = 0;
  while (at < bytes.length && !way.isDead && !sink.destroyed) {
    const { pace } = way;
    const end = pace === undefined ? bytes.length : at + pace.bytes;
    sink.write(bytes.subarray(at, end));
    at = end;
    if (pace !== undefined) await sleep(pace.pauseMs);
  }
}

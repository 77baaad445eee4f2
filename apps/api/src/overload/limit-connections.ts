import type { Server } from "node:http";
import type { BlockList, Socket } from "node:net";
import type { Log } from "@stampede/jobs/log";
import { throttledWarning } from "@stampede/jobs/log";
import { ownAddress } from "../client-address.ts";
import { createPlaces } from "./places.ts";
import { watchSlowReaders } from "./slow-readers.ts";

/** Streams, and as many that a crowd keeps open between its calls; each takes some kilobytes. */
const CONNECTIONS_MAX = 20_000;
/** One address that is no trusted proxy's; what a whole company or a mobile carrier has at a time. */
const CONNECTIONS_PER_CLIENT_MAX = 4_000;
const WARN_EVERY_MS = 10_000;

/** What is said of connections. */
export interface ConnectionLimits {
  readonly trustedProxies: BlockList;
  /** Whether one client may have only a part of them. */
  readonly isFair: boolean;
  readonly log: Log;
  /** Other bounds than are good for a process. */
  readonly total?: number;
  readonly perClient?: number;
  readonly readerWindowMs?: number;
}

/**
 * Bounds the connections of a server: those beyond it are closed before they have said anything, and
 * those that take what they are sent too slowly are cut.
 */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  const { trustedProxies, isFair, log, total = CONNECTIONS_MAX } = limits;
  const perClient = isFair ? (limits.perClient ?? CONNECTIONS_PER_CLIENT_MAX) : total;
  const places = createPlaces({ total, perClient });
  const readers = watchSlowReaders(server, limits.readerWindowMs);
  const warn = throttledWarning(log, WARN_EVERY_MS);
  server.on("connection", (socket: Socket) => {
    const leave = places.take(ownAddress(socket.remoteAddress, undefined, trustedProxies));
    if (leave === undefined) {
      warn(new Error("too many connections"), "a connection was closed at once");
      socket.destroy();
      return;
    }
    socket.once("close", leave);
    readers.watch(socket);
  });
}

import { connect, type Socket } from "node:net";
import { createResponseParser } from "./response-parser.ts";

const HOST = "127.0.0.1";
/** Opened at once, so that the server's backlog is never what is measured. */
const OPENING_AT_ONCE_MAX = 64;
const CONNECT_TIMEOUT_MS = 10_000;

/** One kept-alive connection with at most one request under way. */
export interface Connection {
  send(request: Buffer): void;
  close(): void;
}

/** Told of what happens on a connection. */
export interface ConnectionEvents {
  onReply(connection: Connection, status: string): void;
  /** It ended without having been closed here. */
  onBroken(connection: Connection): void;
}

/**
 * Opens connections to a port of this machine.
 *
 * @throws the socket's error when one cannot be opened.
 */
export async function openConnections(
  port: number,
  count: number,
  events: ConnectionEvents,
): Promise<Connection[]> {
  const connections: Connection[] = [];
  while (connections.length < count) {
    const some = Math.min(OPENING_AT_ONCE_MAX, count - connections.length);
    const opened = Array.from({ length: some }, () => openConnection(port, events));
    connections.push(...(await Promise.all(opened)));
  }
  return connections;
}

async function openConnection(port: number, events: ConnectionEvents): Promise<Connection> {
  const socket = await openSocket(port);
  let isClosed = false;
  const connection: Connection = {
    send: (request) => void socket.write(request),
    close() {
      isClosed = true;
      socket.destroy();
    },
  };
  socket.on(
    "data",
    createResponseParser((status) => events.onReply(connection, status)),
  );
  socket.once("close", () => {
    if (!isClosed) events.onBroken(connection);
  });
  return connection;
}

/** A socket to a port of this machine, once it is connected; its errors only end it. */
export function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: HOST, port, noDelay: true });
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error("connecting took long")));
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.setTimeout(0);
      socket.on("error", () => undefined);
      resolve(socket);
    });
  });
}

import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A way to a database that goes dead at an exact message. */
export interface WireTrap extends AsyncDisposable {
  /** The database's address, through the trap. */
  readonly url: string;
  /**
   * Waits for the `nth` message that holds `text` from one side, and carries neither it nor anything
   * that follows, on any connection.
   */
  springAt(message: TrapMessage): Promise<void>;
  /** Ends every connection, and carries new ones as if nothing had been. */
  cut(): void;
}

export interface TrapMessage {
  readonly from: "client" | "server";
  readonly text: string;
  /** Default the first. */
  readonly nth?: number;
}

/** Opens a trap on a free port of 127.0.0.1, unarmed. */
export async function openWireTrap(databaseUrl: string): Promise<WireTrap> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let armed: { from: string; text: string; left: number; spring: () => void } | undefined;
  let isDead = false;

  const springs = (from: string, text: string): boolean => {
    if (armed?.from !== from) return false;
    armed.left -= text.split(armed.text).length - 1;
    if (armed.left > 0) return false;
    armed.spring();
    armed = undefined;
    isDead = true;
    return true;
  };
  const carry = (from: "client" | "server", source: Socket, sink: Socket): void => {
    sockets.add(source);
    source.on("error", () => undefined);
    source.on("close", () => {
      sockets.delete(source);
      sink.destroy();
    });
    source.on("data", (chunk) => {
      if (isDead || springs(from, chunk.toString("latin1"))) return;
      sink.write(chunk);
    });
  };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    carry("client", client, upstream);
    carry("server", upstream, client);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
    isDead = false;
  };
  return {
    url: url.href,
    cut,
    springAt: ({ from, text, nth = 1 }) =>
      new Promise((spring) => {
        armed = { from, text, left: nth, spring };
      }),
    async [Symbol.asyncDispose]() {
      server.close();
      cut();
    },
  };
}

import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to a database that can be broken. */
export interface DatabaseProxy {
  /** The database's address, through the proxy. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  /** Lets connections stand, and carries nothing over them any more. */
  freeze(): void;
  /** Takes connections again, on the same port. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a proxy on a free port of 127.0.0.1. */
export async function startProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isFrozen = false;
  let server: Server | undefined;

  const listen = async (port: number): Promise<number> => {
    const listening = createServer((client) => {
      sockets.add(client);
      client.on("error", () => undefined);
      if (isFrozen) return;
      const upstream = connect(Number(target.port), target.hostname);
      sockets.add(upstream);
      upstream.on("error", () => client.destroy());
      upstream.on("close", () => client.destroy());
      client.on("close", () => upstream.destroy());
      client.pipe(upstream).pipe(client);
    }).listen(port, "127.0.0.1");
    await once(listening, "listening");
    server = listening;
    const address = listening.address();
    return typeof address === "object" && address !== null ? address.port : port;
  };
  const cut = (): void => {
    server?.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const port = await listen(0);
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    cut,
    freeze() {
      isFrozen = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    async mend() {
      isFrozen = false;
      await listen(port);
    },
    async close() {
      cut();
    },
  };
}

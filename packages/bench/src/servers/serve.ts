import { once } from "node:events";
import type { Server } from "node:http";
import { VARIABLES } from "../environment.ts";

/**
 * Listens on the port that the environment names, until its parent goes or a signal comes.
 */
export async function serve(server: Server): Promise<void> {
  server.listen(Number(VARIABLES["PORT"]), "127.0.0.1");
  await once(server, "listening");
  const close = (): void => {
    server.close();
    server.closeAllConnections();
    // To listen for its end keeps the channel open, and that the process.
    if (process.connected) process.disconnect?.();
  };
  for (const reason of ["SIGINT", "SIGTERM", "disconnect"]) process.once(reason, close);
}

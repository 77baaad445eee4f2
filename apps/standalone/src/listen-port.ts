import { createServer } from "node:net";

import { StartupError } from "@stampede/embedded/startup-error";

/**
 * Checks that the API will be able to listen, before anything else is started.
 * @throws StartupError when it will not
 */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const code = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
  if (code === null) return;
  if (code === "EADDRINUSE") {
    throw new StartupError(
      `PORT: ${port} on ${host} is in use; stop what listens there, or set PORT to another one`,
    );
  }
  if (code === "EACCES") {
    throw new StartupError(
      `PORT: ${port} may not be used (permission denied); set PORT above 1023`,
    );
  }
  throw new StartupError(`HOST: cannot listen on ${host} (${code}); set HOST to an own address`);
}

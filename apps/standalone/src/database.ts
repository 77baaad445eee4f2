import { connect } from "node:net";

import { prepareDataDirectory } from "@stampede/embedded/data-directory";
import { alreadyOwned, findOwner } from "@stampede/embedded/owner";
import { startEmbeddedPostgres } from "@stampede/embedded/postgres";
import { StartupError } from "@stampede/embedded/startup-error";

import type { Environment } from "./environment.ts";

/** The database of a run, our own or another's. */
export interface RunDatabase extends AsyncDisposable {
  /** For migrations and the catalogue. */
  ownerUrl: string;
  /** For the API and the worker. */
  runtimeUrl: string;
  /** For people: no password. */
  description: string;
  /** Settles when a server of our own has ended. */
  ended: Promise<void>;
}

const CONNECT_WAIT_MS_MAX = 5_000;
const PORT_DEFAULT = 5432;

/**
 * Refuses early when Stampede already runs from the data directory, since that says more than that
 * its port is in use.
 * @throws StartupError
 */
export async function requireUnowned(environment: Environment): Promise<void> {
  if (environment.DATABASE_URL !== undefined) return;
  const dataDirectory = await prepareDataDirectory(environment.STAMPEDE_DATA_DIR);
  const owner = await findOwner(dataDirectory);
  if (owner !== null) throw alreadyOwned(owner, dataDirectory);
}

/**
 * The database of DATABASE_URL, or else a PostgreSQL of our own in the data directory.
 * @throws StartupError when it cannot be reached, or started
 */
export async function openRunDatabase(environment: Environment): Promise<RunDatabase> {
  if (environment.DATABASE_URL !== undefined) return reach(environment.DATABASE_URL);
  const dataDirectory = environment.STAMPEDE_DATA_DIR;
  const server = await startEmbeddedPostgres({ dataDirectory });
  return {
    ownerUrl: server.url,
    runtimeUrl: server.runtimeUrl,
    description: `embedded PostgreSQL in ${dataDirectory}, port ${server.port}`,
    ended: server.exited,
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

async function reach(connectionString: string): Promise<RunDatabase> {
  const { hostname, port, pathname } = new URL(connectionString);
  // A URL without a host means a socket file, which the first query tries.
  if (hostname !== "") await requireAnswer(hostname, port === "" ? PORT_DEFAULT : Number(port));
  return {
    ownerUrl: connectionString,
    runtimeUrl: connectionString,
    description: `PostgreSQL of DATABASE_URL, ${hostname}${pathname}`,
    ended: new Promise(() => {}),
    [Symbol.asyncDispose]: async () => {},
  };
}

async function requireAnswer(hostname: string, port: number): Promise<void> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const failure = await new Promise<string | null>((settle) => {
    const socket = connect({ host, port });
    socket.setTimeout(CONNECT_WAIT_MS_MAX, () => finish("no answer"));
    socket.once("connect", () => finish(null));
    socket.once("error", (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    function finish(outcome: string | null): void {
      socket.destroy();
      settle(outcome);
    }
  });
  if (failure !== null) {
    throw new StartupError(
      `DATABASE_URL: no PostgreSQL can be reached at ${hostname}:${port} (${failure}); ` +
        `start it, correct DATABASE_URL, or unset it to use the embedded one`,
    );
  }
}

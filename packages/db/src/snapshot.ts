import pg from "pg";
import type { Database } from "./client.ts";

const CONNECT_TIMEOUT_MS = 5_000;
/** Longer than the server's own limit, so that it only ends a query whose server is gone. */
const CLIENT_TIMEOUT_MARGIN_MS = 5_000;

/** Runs one statement that reads. */
export type SnapshotQuery = <Row extends pg.QueryResultRow>(statement: string) => Promise<Row[]>;

interface SnapshotOptions {
  /** For all statements together, from the first on; the one that is running at its end fails. */
  readonly timeoutMs: number;
  /** Statements that run at once; more wait for their turn. Default 1. */
  readonly connections?: number;
  /** Settings of the server for these statements alone, such as `work_mem`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Runs `work` on one unchanging view of the whole database, over connections of its own, so that
 * statements that take long neither meet the pool's limits nor keep its connections from others.
 *
 * @throws what `work` throws, or the database's error.
 */
export async function snapshot<Result>(
  db: Database,
  options: SnapshotOptions,
  work: (query: SnapshotQuery) => Promise<Result>,
): Promise<Result> {
  const { connections = 1, settings = {}, timeoutMs } = options;
  const deadlineMs = performance.now() + timeoutMs;
  const clients: pg.Client[] = [];
  try {
    let name: string | undefined;
    while (clients.length < connections) {
      const client = clientFor(db, timeoutMs);
      clients.push(client);
      await client.connect();
      await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      name = await join(client, name);
      for (const setting of Object.entries(settings)) {
        await client.query("SELECT set_config($1, $2, true)", setting);
      }
    }
    return await work(inTurns(clients, deadlineMs));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

function clientFor(db: Database, timeoutMs: number): pg.Client {
  const { connectionString, application_name } = db.pool.options;
  const client = new pg.Client({
    ...(connectionString === undefined ? {} : { connectionString }),
    ...(application_name === undefined ? {} : { application_name }),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: timeoutMs + CLIENT_TIMEOUT_MARGIN_MS,
  });
  // What ends a connection is reported by the statement that it interrupts.
  client.on("error", () => undefined);
  return client;
}

/** Makes a connection see what the first one sees; gives the name of that view. */
async function join(client: pg.Client, name: string | undefined): Promise<string | undefined> {
  if (name !== undefined) {
    await client.query(`SET TRANSACTION SNAPSHOT ${client.escapeLiteral(name)}`);
    return name;
  }
  const { rows } = await client.query<{ name: string }>("SELECT pg_export_snapshot() AS name");
  return rows[0]?.name;
}

/** Sends each statement over a connection that is free, or the first that will be. */
function inTurns(clients: readonly pg.Client[], deadlineMs: number): SnapshotQuery {
  const free = [...clients];
  const waiting: ((client: pg.Client) => void)[] = [];
  const take = async (): Promise<pg.Client> => {
    const client = free.pop();
    if (client !== undefined) return client;
    const { promise, resolve } = Promise.withResolvers<pg.Client>();
    waiting.push(resolve);
    return promise;
  };
  const giveBack = (client: pg.Client): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(client);
    else next(client);
  };
  return async <Row extends pg.QueryResultRow>(statement: string) => {
    const client = await take();
    try {
      // 0 would mean no limit.
      const leftMs = Math.max(1, Math.round(deadlineMs - performance.now()));
      await client.query(`SET LOCAL statement_timeout = ${leftMs}`);
      return (await client.query<Row>(statement)).rows;
    } finally {
      giveBack(client);
    }
  };
}

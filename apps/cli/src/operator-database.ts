import { resolve } from "node:path";
import { type Database, openDatabase } from "@stampede/db/client";
import { migrate } from "@stampede/db/migrate";
import { joinOrStartEmbeddedPostgres } from "@stampede/embedded/postgres";
import type { Environment } from "./environment.ts";

const REPOSITORY_ROOT = resolve(import.meta.dirname, "../../..");
const POOL_SIZE = 4;

/** The database that a command works on. */
export interface OperatorDatabase extends AsyncDisposable {
  readonly db: Database;
  /** An owner's, for migrations. */
  readonly connectionString: string;
}

/**
 * Opens the database of DATABASE_URL, or else the embedded one of STAMPEDE_DATA_DIR: joins the one
 * that runs, or starts it until it is disposed of. The embedded one is brought to the newest schema
 * first, so that a command works where nothing ever ran; another's is left as it is.
 *
 * @throws {StartupError} when the embedded one can be neither joined nor started.
 */
export async function openOperatorDatabase(environment: Environment): Promise<OperatorDatabase> {
  await using stack = new AsyncDisposableStack();
  const connectionString =
    environment.DATABASE_URL ?? (await embedded(environment.STAMPEDE_DATA_DIR, stack));
  const db = openDatabase({
    connectionString,
    applicationName: "stampede-cli",
    poolSize: POOL_SIZE,
  });
  stack.defer(() => db.close());
  const resources = stack.move();
  return {
    db,
    connectionString,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function embedded(dataDirectory: string, stack: AsyncDisposableStack): Promise<string> {
  const server = await joinOrStartEmbeddedPostgres({
    dataDirectory: resolve(REPOSITORY_ROOT, dataDirectory),
  });
  stack.use(server);
  await migrate({ connectionString: server.url });
  return server.url;
}

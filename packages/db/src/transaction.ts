import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Database } from "./client.ts";
import { SQLSTATE, sqlState } from "./errors.ts";

const ATTEMPTS_MAX = 4;

const inTransaction = Symbol("in a transaction");

/**
 * Where rows are read and changed together. Only `transaction` makes one, so a function that asks
 * for it cannot be called with a plain connection.
 */
export interface Transaction {
  readonly [inTransaction]: true;
  readonly client: pg.PoolClient;
  readonly orm: NodePgDatabase;
  /**
   * Sends a statement whose result nobody reads, without waiting for it. What is sent last travels
   * together with the commit; a statement that fails fails the commit.
   */
  send(statement: pg.QueryConfig): void;
}

/**
 * Runs `work` in one transaction (READ COMMITTED) and commits it. Anything thrown rolls it back.
 * A deadlock or a serialization failure is tried again from the start, 4 times at most, so `work`
 * must have no effect outside the database.
 *
 * @throws what `work` throws, or the database's error.
 */
export async function transaction<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(db, work);
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isTransient(error)) throw error;
    }
  }
}

/**
 * Runs `work` on one snapshot of the database: whatever commits meanwhile, all that it reads belongs
 * to one moment. It may change nothing.
 *
 * @throws what `work` throws, or the database's error.
 */
export function readOnSnapshot<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return once(db, work, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

async function once<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
  begin = "BEGIN",
): Promise<Result> {
  const client = await db.pool.connect();
  // A connection in an unknown state is destroyed; the server rolls back what was open on it.
  let broken: Error | undefined;
  const sent: Promise<unknown>[] = [];
  const send = (statement: pg.QueryConfig | string): Promise<pg.QueryResult> => {
    sendTogether(client);
    const answer = client.query(statement);
    // Its failure is reported where it is awaited, together with the commit.
    answer.catch(() => undefined);
    sent.push(answer);
    return answer;
  };
  try {
    void send(begin);
    const result = await work({
      [inTransaction]: true,
      client,
      orm: drizzle(client),
      send: (statement) => void send(statement),
    });
    const commit = send("COMMIT");
    // All are awaited in their order, so the first failure is the cause and not its consequences.
    for (const answer of sent) await answer;
    const { command } = await commit;
    if (command !== "COMMIT") throw new Error("the transaction had failed before its commit");
    return result;
  } catch (error) {
    broken = await rollback(client);
    throw await causeOf(error, sent);
  } finally {
    client.release(broken);
  }
}

/**
 * What is sent on a connection in this turn of the event loop leaves in one piece: one system call and
 * one awakening of the server, instead of one for each statement.
 */
export function sendTogether(client: pg.PoolClient): void {
  if (!(client instanceof pg.Client)) return;
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/**
 * After a statement that was sent has failed, the next one that is awaited only says so: the cause is
 * the first of those sent that failed. All of them are answered before the rollback is.
 */
async function causeOf(thrown: unknown, sent: readonly Promise<unknown>[]): Promise<unknown> {
  if (sqlState(thrown) !== SQLSTATE.inFailedTransaction) return thrown;
  const answers = await Promise.allSettled(sent);
  return answers.find((answer) => answer.status === "rejected")?.reason ?? thrown;
}

async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query("ROLLBACK");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  return state === SQLSTATE.deadlockDetected || state === SQLSTATE.serializationFailure;
}

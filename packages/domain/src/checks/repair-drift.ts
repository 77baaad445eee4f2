import type { Database } from "@stampede/db/client";
import { limitTransactions } from "@stampede/db/limit-transactions";
import { snapshot } from "@stampede/db/snapshot";
import { repairCounters } from "./repair-counters.ts";
import { type Drifts, readDrifts } from "./read-drifts.ts";
import { repairRollups } from "./repair-rollups.ts";

const TIMEOUT_MS = 600_000;
/** Any number that nothing else here takes: two repairs at once would mend each drift twice. */
const REPAIR_LOCK = 7_827_313;

/** What a repair did, in words. */
interface Repaired {
  readonly mended: readonly string[];
  /** What it must leave, and why. */
  readonly left: readonly string[];
}

/**
 * Mends counters and rollups that differ from the reservations, while tickets are sold.
 *
 * How far each is off is read on one snapshot, without a lock: whatever is sold changes a counter and
 * the rows that it counts in one transaction, so the difference stays what it is until it is mended.
 * Each event's is then taken off under its locks (the counters', then the minutes'), in transactions
 * that last no longer than a sale's.
 *
 * @param onMended told of each change as soon as it is committed.
 * @throws when another repair is under way; the database's error before anything was mended.
 */
export async function repairDrift(
  db: Database,
  onMended: (line: string) => void = () => undefined,
): Promise<Repaired> {
  return holdingLock(db, async () => {
    const drifts = await snapshot(db, { timeoutMs: TIMEOUT_MS }, readDrifts);
    return await mend(db, drifts, onMended);
  });
}

/**
 * The lock is a transaction's and not a session's, because a pooler may give a session's next
 * statement to another connection, where the lock would neither be seen nor be given back.
 */
async function holdingLock<Result>(db: Database, work: () => Promise<Result>): Promise<Result> {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN");
    // It does nothing for as long as the repair takes.
    await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    await limitTransactions(client, 0, "transaction");
    const { rows } = await client.query<{ isOurs: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1) AS "isOurs"',
      [REPAIR_LOCK],
    );
    if (rows[0]?.isOurs !== true) throw new Error("another repair is under way");
    return await work();
  } finally {
    // The server's answer is waited for: whoever repairs next finds the lock free.
    const broken = await client.query("ROLLBACK").then(
      () => undefined,
      () => true,
    );
    // With a connection that does not answer, the transaction ends too, and with it the lock.
    client.release(broken);
  }
}

async function mend(
  db: Database,
  drifts: Drifts,
  onMended: (line: string) => void,
): Promise<Repaired> {
  const mended: string[] = [];
  const left: string[] = [];
  const note = (lines: readonly string[]): void => {
    mended.push(...lines);
    for (const line of lines) onMended(line);
  };
  // One event that cannot be mended now keeps no other from it.
  const orLeave = async (eventId: string, repair: () => Promise<void>): Promise<void> => {
    try {
      await repair();
    } catch (error) {
      left.push(`event ${eventId}: ${reasonOf(error)}`);
    }
  };
  for (const [eventId, counters] of Map.groupBy(drifts.counters, (drift) => drift.eventId)) {
    await orLeave(eventId, async () => {
      const outcome = await repairCounters(db, eventId, counters);
      note(outcome.mended);
      left.push(...outcome.left);
    });
  }
  const rollupEvents = new Set(
    [...drifts.minutes, ...drifts.paySeconds].map(({ eventId }) => eventId),
  );
  for (const eventId of rollupEvents) {
    const isIts = (drift: { readonly eventId: string }): boolean => drift.eventId === eventId;
    await orLeave(eventId, async () => {
      const outcome = await repairRollups(db, eventId, {
        minutes: drifts.minutes.filter(isIts),
        paySeconds: drifts.paySeconds.filter(isIts),
        onMended: note,
      });
      left.push(...outcome);
    });
  }
  return { mended, left };
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

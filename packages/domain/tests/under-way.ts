import type { Database } from "@stampede/db/client";
import { waitFor } from "@stampede/testing/wait-for";

const COUNT_WAITING = `
  SELECT count(*)::int AS waiting FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** A call under way, and whether it is over. */
export interface UnderWay<Result> {
  readonly result: Promise<Result>;
  readonly isOver: () => boolean;
}

/** Begins a call; what it throws is seen where its result is awaited. */
export function begin<Result>(call: () => Promise<Result>): UnderWay<Result> {
  let isOver = false;
  const result = call().finally(() => (isOver = true));
  result.catch(() => undefined);
  return { result, isOver: () => isOver };
}

/** Waits until each of these calls is over, or waits for a lock; nobody else may wait for one. */
export async function untilStopped(
  db: Database,
  ...calls: readonly UnderWay<unknown>[]
): Promise<void> {
  await waitFor(async () => {
    const { rows } = await db.pool.query<{ waiting: number }>(COUNT_WAITING);
    return (rows[0]?.waiting ?? 0) + calls.filter(({ isOver }) => isOver()).length >= calls.length;
  });
}

import type { Database } from "@stampede/db/client";

/** Money whose way is not settled yet. */
export interface Backlog {
  readonly payments: Waiting;
  /** Refunds that wait for their first try, or are in it. */
  readonly refunds: Waiting;
  /** Refunds that the gateway has refused, or not answered, at least once. */
  readonly refusedRefunds: Waiting;
}

/** Some of it. */
export interface Waiting {
  readonly count: number;
  /** Of the one that has waited longest; 0 where there is none. */
  readonly oldestSeconds: number;
}

interface Row {
  kind: keyof Backlog;
  count: number;
  oldestSeconds: number;
}

// Partial indices hold nothing but what is pending.
const BACKLOG = `
  SELECT 'payments' AS kind, count(*)::int AS count,
         coalesce(extract(epoch FROM clock_timestamp() - min(started_at)), 0)::float8 AS "oldestSeconds"
  FROM payments WHERE status = 'pending'
  UNION ALL
  SELECT CASE WHEN delayed_at IS NULL THEN 'refunds' ELSE 'refusedRefunds' END, count(*)::int,
         extract(epoch FROM clock_timestamp() - min(requested_at))::float8
  FROM refunds WHERE status = 'pending' GROUP BY 1`;

/** Counts the payments and refunds that the gateway has not settled. */
export async function readBacklog(db: Database): Promise<Backlog> {
  const { rows } = await db.pool.query<Row>({ name: "backlog", text: BACKLOG });
  const of = (kind: keyof Backlog): Waiting => {
    const row = rows.find((candidate) => candidate.kind === kind);
    return { count: row?.count ?? 0, oldestSeconds: row?.oldestSeconds ?? 0 };
  };
  return {
    payments: of("payments"),
    refunds: of("refunds"),
    refusedRefunds: of("refusedRefunds"),
  };
}

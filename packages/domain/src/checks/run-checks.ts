import type { SnapshotQuery } from "@stampede/db/snapshot";
import { countersEqualReservations, givenBackOnce, neverOversold } from "./counters.ts";
import type { Invariant } from "./invariant.ts";
import { everyUnknownResolves, ledgersAgree, pricePaidIsPriceReserved } from "./payments.ts";
import { neverExpiredAndPaid, oneEffectPerKey, releasedInTime } from "./reservations.ts";
import { rollupsEqualRows } from "./rollups.ts";
import { issuedEqualSold } from "./tickets.ts";

const EXAMPLES_MAX = 5;

// 10 to 13 are about replies, which leave no rows: tests alone can see them.
const INVARIANTS: readonly Invariant[] = [
  neverOversold,
  countersEqualReservations,
  neverExpiredAndPaid,
  givenBackOnce,
  releasedInTime,
  ledgersAgree,
  pricePaidIsPriceReserved,
  everyUnknownResolves,
  oneEffectPerKey,
  issuedEqualSold,
  rollupsEqualRows,
];

export interface InvariantReport {
  /** As in the list of invariants of ARCHITECTURE.md. */
  readonly id: number;
  readonly name: string;
  /** How many rows break it; 0 where it holds. */
  readonly broken: number;
  /** Up to five of them, in words. */
  readonly examples: readonly string[];
}

/** Runs every check through one `query`, in order; `onReport` is told of each as it is known. */
export async function runChecks(
  query: SnapshotQuery,
  onReport?: (report: InvariantReport) => void,
): Promise<InvariantReport[]> {
  const reports: InvariantReport[] = [];
  for (const { id, name, sql } of INVARIANTS) {
    const [row] = await query<{ broken: number; examples: string[] }>(counting(sql));
    if (row === undefined) throw new Error("a count gave no row");
    const report = { id, name, broken: row.broken, examples: row.examples };
    reports.push(report);
    onReport?.(report);
  }
  return reports;
}

function counting(sql: string): string {
  return `
    SELECT count(*)::int AS broken,
           coalesce((array_agg(breach ORDER BY breach))[1:${EXAMPLES_MAX}], '{}') AS examples
    FROM (${sql}) AS breaches(breach)`;
}

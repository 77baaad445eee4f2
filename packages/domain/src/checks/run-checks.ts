import type { SnapshotQuery } from "@stampede/db/snapshot";
import type { Pass } from "./invariant.ts";
import { INVARIANTS } from "./invariants.ts";
import { countersPass } from "./pass-counters.ts";
import { keysPass } from "./pass-keys.ts";
import { chargesPass, totalsPass } from "./pass-ledgers.ts";
import { refundsPass } from "./pass-refunds.ts";
import { reservationsPass } from "./pass-reservations.ts";
import { minutesPass, paySecondsPass } from "./pass-rollups.ts";
import { ticketsPass } from "./pass-tickets.ts";

const EXAMPLES_MAX = 5;

/** The longest first, so that the others run beside them. */
const PASSES: readonly Pass[] = [
  reservationsPass,
  ticketsPass,
  chargesPass,
  minutesPass,
  countersPass,
  totalsPass,
  paySecondsPass,
  refundsPass,
  keysPass,
];

export interface InvariantReport {
  /** As in the list of invariants of ARCHITECTURE.md. */
  readonly id: number;
  readonly name: string;
  /** How many rows break it; 0 where it holds. */
  readonly broken: number;
  /** Up to five of them, in words. */
  readonly examples: readonly string[];
  /** Figures that tell how it holds, such as the sums of a ledger; null where there are none. */
  readonly note: string | null;
}

interface Finding {
  invariant: number;
  broken: number;
  examples: string[];
  note: string | null;
}

/** Runs every check through one `query`, which may run several at once; the reports are in order. */
export async function runChecks(query: SnapshotQuery): Promise<InvariantReport[]> {
  const findings = await Promise.all(PASSES.map(({ sql }) => query<Finding>(counting(sql))));
  const byInvariant = Map.groupBy(findings.flat(), ({ invariant }) => invariant);
  return INVARIANTS.map(({ id, name }) => {
    const found = byInvariant.get(id) ?? [];
    return {
      id,
      name,
      broken: found.reduce((sum, { broken }) => sum + broken, 0),
      examples: found.flatMap(({ examples }) => examples).slice(0, EXAMPLES_MAX),
      note: found.find(({ note }) => note !== null)?.note ?? null,
    };
  });
}

function counting(sql: string): string {
  return `
    SELECT invariant, count(breach)::int AS broken,
           coalesce((array_agg(breach ORDER BY breach) FILTER (WHERE breach IS NOT NULL))[1:${EXAMPLES_MAX}], '{}') AS examples,
           max(note) AS note
    FROM (${sql}) AS found (invariant, breach, note)
    GROUP BY invariant`;
}

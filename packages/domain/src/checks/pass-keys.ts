import type { Pass } from "./invariant.ts";

// A valid unique index on exactly these columns has compared every row already; only without one do
// the rows have to be counted.
const hasUniqueIndex = (table: string, columns: readonly string[]) => `
  EXISTS (
    SELECT FROM pg_index x
    WHERE x.indrelid = '${table}'::regclass AND x.indisunique AND x.indisvalid AND x.indisready
      AND x.indpred IS NULL AND x.indexprs IS NULL
      AND (SELECT array_agg(a.attname::text ORDER BY a.attname)
           FROM pg_attribute a
           WHERE a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey[0:x.indnkeyatts - 1]))
        = ARRAY[${columns.map((column) => `'${column}'`).join(", ")}])`;

const KEYED_TABLES = ["reservations", "payments", "refunds"] as const;

const KEYS = KEYED_TABLES.map(
  (table) => `
    SELECT 9, format('${table}: key %s %s times', idempotency_key, count(*)), NULL
    FROM ${table}
    WHERE NOT ${hasUniqueIndex(table, ["idempotency_key"])} AND idempotency_key IS NOT NULL
    GROUP BY idempotency_key HAVING count(*) > 1`,
).join(" UNION ALL ");

/** What must be there once only. */
export const keysPass: Pass = {
  name: "keys and codes",
  sql: `
    ${KEYS}
    UNION ALL
    SELECT 14, format('event %s: %s tickets have one code', event_id, count(*)), NULL
    FROM tickets
    WHERE NOT ${hasUniqueIndex("tickets", ["code", "event_id"])}
    GROUP BY event_id, code HAVING count(*) > 1`,
};

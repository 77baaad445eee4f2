import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type { Database } from "./client.ts";
import * as schema from "./schema.ts";

const COLUMNS = Object.values(schema)
  .filter((member) => is(member, PgTable))
  .map(getTableConfig)
  .flatMap(({ schema: namespace = "public", name: table, columns }) =>
    columns.map(({ name }) => ({ namespace, table, name })),
  );

// The catalogs are read and not the migrations' own table, which the run-time role may not see.
const COUNT_PRESENT = `
  SELECT count(*)::int AS present
  FROM unnest($1::text[], $2::text[], $3::text[]) AS expected (namespace, relation, attribute)
  JOIN pg_namespace n ON n.nspname = expected.namespace
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = expected.relation
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = expected.attribute
  WHERE NOT a.attisdropped`;

/** Whether every column that this version reads or writes is there. */
export async function isMigrated(db: Database): Promise<boolean> {
  const { rows } = await db.pool.query<{ present: number }>(COUNT_PRESENT, [
    COLUMNS.map(({ namespace }) => namespace),
    COLUMNS.map(({ table }) => table),
    COLUMNS.map(({ name }) => name),
  ]);
  return rows[0]?.present === COLUMNS.length;
}

import type { TestApi } from "./test-api.ts";

/** Tells which tables have changed, by the triggers of a schema of its own. */
export interface ChangedRows {
  /** The tables of which a committed transaction has changed a row since the last time, sorted. */
  take(): Promise<string[]>;
}

/**
 * Counting the refused is an effect that is meant. An update that leaves a row as it was is none.
 * The schemas are those of the domain and of signing in: a new table is watched by itself.
 */
const WATCH = `
  CREATE SCHEMA watch;
  CREATE TABLE watch.changes (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
  CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
    IF TG_TABLE_NAME = 'event_minutes' AND (to_jsonb(NEW)->>'reservations_refused')::integer
      > coalesce((to_jsonb(OLD)->>'reservations_refused')::integer, 0) THEN RETURN NULL; END IF;
    INSERT INTO watch.changes (name) VALUES (TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME);
    RETURN NULL;
  END $$;
  DO $$
  DECLARE
    one record;
  BEGIN
    FOR one IN SELECT table_schema, table_name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'simulated_gateway', 'sign_in')
    LOOP
      EXECUTE format(
        'CREATE TRIGGER watch_changes AFTER INSERT OR UPDATE OR DELETE ON %I.%I
         FOR EACH ROW EXECUTE FUNCTION watch.note()', one.table_schema, one.table_name);
    END LOOP;
  END $$;`;

/** Begins to watch every table of an API's database. */
export async function watchRows(api: Pick<TestApi, "rows">): Promise<ChangedRows> {
  await api.rows(WATCH);
  let seen = 0;
  return {
    async take() {
      const rows = await api.rows(
        `SELECT name, max(n)::integer AS last FROM watch.changes WHERE n > ${seen} GROUP BY name`,
      );
      seen = Math.max(seen, ...rows.map(({ last }) => Number(last)));
      return rows.map(({ name }) => String(name)).toSorted();
    },
  };
}

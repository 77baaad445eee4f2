-- The counters and the current minute are updated at every sale: room on their pages keeps each
-- update heap-only, and early vacuum keeps the pages few.
ALTER TABLE "inventory" SET (fillfactor = 20, autovacuum_vacuum_threshold = 50, autovacuum_vacuum_scale_factor = 0);
--> statement-breakpoint
ALTER TABLE "event_minutes" SET (fillfactor = 50);
--> statement-breakpoint
-- The servers run as a member of this role: they read and write rows, delete none, and change no
-- table. Roles belong to the whole cluster, so another database may have made it already.
DO $$
BEGIN
  CREATE ROLE stampede_runtime NOLOGIN;
EXCEPTION
  WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END
$$;
--> statement-breakpoint
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'stampede_runtime') THEN
    GRANT USAGE ON SCHEMA public, simulated_gateway TO stampede_runtime;
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public, simulated_gateway TO stampede_runtime;
  END IF;
END
$$;

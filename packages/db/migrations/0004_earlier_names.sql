CREATE TABLE "earlier_names" (
	"event_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "earlier_names_event_id_subject_id_until_pk" PRIMARY KEY("event_id","subject_id","until")
);
--> statement-breakpoint
ALTER TABLE "earlier_names" ADD CONSTRAINT "earlier_names_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_by_end" ON "events" USING btree ("status",coalesce("ends_at", "starts_at"));--> statement-breakpoint
-- What later migrations add is the run-time role's to read and write as well.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'stampede_runtime') THEN
    GRANT SELECT, INSERT, UPDATE ON "earlier_names" TO stampede_runtime;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public, simulated_gateway
      GRANT SELECT, INSERT, UPDATE ON TABLES TO stampede_runtime;
  END IF;
END
$$;

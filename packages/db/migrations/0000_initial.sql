CREATE SCHEMA "simulated_gateway";
--> statement-breakpoint
CREATE TYPE "public"."event_status" AS ENUM('draft', 'published', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."payment_status" AS ENUM('pending', 'captured', 'declined', 'failed', 'not_charged');--> statement-breakpoint
CREATE TYPE "public"."refund_status" AS ENUM('pending', 'done');--> statement-breakpoint
CREATE TYPE "public"."reservation_status" AS ENUM('held', 'paying', 'paid', 'expired', 'cancelled', 'refunding', 'refunded');--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organizer_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"timezone" text NOT NULL,
	"venue" jsonb,
	"status" "event_status" DEFAULT 'draft' NOT NULL,
	"import_key" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "events_slug_unique" UNIQUE("slug"),
	CONSTRAINT "events_import_key_unique" UNIQUE("import_key"),
	CONSTRAINT "events_end_after_start" CHECK ("events"."ends_at" >= "events"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "inventory" (
	"event_id" uuid NOT NULL,
	"ticket_type_id" uuid NOT NULL,
	"capacity" integer NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"sold" integer DEFAULT 0 NOT NULL,
	"revenue" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "inventory_event_id_ticket_type_id_pk" PRIMARY KEY("event_id","ticket_type_id"),
	CONSTRAINT "inventory_never_oversold" CHECK ("inventory"."held" >= 0 AND "inventory"."sold" >= 0 AND "inventory"."held" + "inventory"."sold" <= "inventory"."capacity")
);
--> statement-breakpoint
CREATE TABLE "ticket_types" (
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"price_amount" integer NOT NULL,
	"price_currency" text DEFAULT 'EUR' NOT NULL,
	"max_per_reservation" integer DEFAULT 10 NOT NULL,
	"sales_start_at" timestamp (3) with time zone,
	"sales_end_at" timestamp (3) with time zone,
	CONSTRAINT "ticket_types_id_event_id_pk" PRIMARY KEY("id","event_id"),
	CONSTRAINT "ticket_types_position" UNIQUE("event_id","position"),
	CONSTRAINT "ticket_types_price" CHECK ("ticket_types"."price_amount" >= 0),
	CONSTRAINT "ticket_types_max_per_reservation" CHECK ("ticket_types"."max_per_reservation" >= 1)
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organizer_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "organizers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organizers_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"reservation_id" uuid NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"request_hash" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"gateway" text NOT NULL,
	"status" "payment_status" NOT NULL,
	"charge_id" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"pinned_until" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"next_check_at" timestamp (3) with time zone NOT NULL,
	"checks" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "payments_id_event_id_pk" PRIMARY KEY("id","event_id"),
	CONSTRAINT "payments_idempotency_key_unique" UNIQUE("idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"reservation_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"idempotency_key" uuid,
	"amount" bigint NOT NULL,
	"status" "refund_status" NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refunds_id_event_id_pk" PRIMARY KEY("id","event_id"),
	CONSTRAINT "refunds_idempotency_key_unique" UNIQUE("idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"request_hash" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"status" "reservation_status" NOT NULL,
	"given_back" boolean DEFAULT false NOT NULL,
	"items" integer[] NOT NULL,
	"customer_email" text NOT NULL,
	"customer_name" text,
	CONSTRAINT "reservations_id_event_id_pk" PRIMARY KEY("id","event_id"),
	CONSTRAINT "reservations_idempotency_key_unique" UNIQUE("idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "simulated_gateway"."charges" (
	"key" text PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"outcome" text NOT NULL,
	"refund_failures" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"answers_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulated_gateway"."refunds" (
	"key" text PRIMARY KEY NOT NULL,
	"charge_key" text NOT NULL,
	"amount" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_minutes" (
	"event_id" uuid NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"revenue" bigint DEFAULT 0 NOT NULL,
	"reservations_reserved" integer DEFAULT 0 NOT NULL,
	"reservations_refused" integer DEFAULT 0 NOT NULL,
	"reservations_paid" integer DEFAULT 0 NOT NULL,
	"reservations_expired" integer DEFAULT 0 NOT NULL,
	"reservations_cancelled" integer DEFAULT 0 NOT NULL,
	"reservations_refunded" integer DEFAULT 0 NOT NULL,
	"tickets_reserved" integer DEFAULT 0 NOT NULL,
	"tickets_refused" integer DEFAULT 0 NOT NULL,
	"tickets_paid" integer DEFAULT 0 NOT NULL,
	"tickets_expired" integer DEFAULT 0 NOT NULL,
	"tickets_cancelled" integer DEFAULT 0 NOT NULL,
	"tickets_refunded" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "event_minutes_event_id_minute_pk" PRIMARY KEY("event_id","minute")
);
--> statement-breakpoint
CREATE TABLE "event_pay_seconds" (
	"event_id" uuid NOT NULL,
	"seconds" integer NOT NULL,
	"reservations" integer NOT NULL,
	CONSTRAINT "event_pay_seconds_event_id_seconds_pk" PRIMARY KEY("event_id","seconds")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"reservation_id" uuid NOT NULL,
	"ticket_type_id" uuid NOT NULL,
	"code" text NOT NULL,
	"checked_in_at" timestamp (3) with time zone,
	CONSTRAINT "tickets_id_event_id_pk" PRIMARY KEY("id","event_id"),
	CONSTRAINT "tickets_code" UNIQUE("event_id","code")
);
--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_organizer_id_organizers_id_fk" FOREIGN KEY ("organizer_id") REFERENCES "public"."organizers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory" ADD CONSTRAINT "inventory_ticket_type" FOREIGN KEY ("ticket_type_id","event_id") REFERENCES "public"."ticket_types"("id","event_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_types" ADD CONSTRAINT "ticket_types_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organizer_id_organizers_id_fk" FOREIGN KEY ("organizer_id") REFERENCES "public"."organizers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_reservation" FOREIGN KEY ("reservation_id","event_id") REFERENCES "public"."reservations"("id","event_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment" FOREIGN KEY ("payment_id","event_id") REFERENCES "public"."payments"("id","event_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulated_gateway"."refunds" ADD CONSTRAINT "refunds_charge_key_charges_key_fk" FOREIGN KEY ("charge_key") REFERENCES "simulated_gateway"."charges"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_minutes" ADD CONSTRAINT "event_minutes_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_pay_seconds" ADD CONSTRAINT "event_pay_seconds_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_reservation" FOREIGN KEY ("reservation_id","event_id") REFERENCES "public"."reservations"("id","event_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_upcoming" ON "events" USING btree ("status","starts_at","id");--> statement-breakpoint
CREATE INDEX "events_organizer" ON "events" USING btree ("organizer_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "api_keys_organizer" ON "api_keys" USING btree ("organizer_id");--> statement-breakpoint
CREATE INDEX "payments_by_reservation" ON "payments" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "payments_pending" ON "payments" USING btree ("next_check_at") WHERE "payments"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "refunds_by_reservation" ON "refunds" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "refunds_pending" ON "refunds" USING btree ("next_attempt_at") WHERE "refunds"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "reservations_by_event" ON "reservations" USING btree ("event_id","id");--> statement-breakpoint
CREATE INDEX "reservations_due" ON "reservations" USING btree ("event_id","expires_at") WHERE "reservations"."status" = 'held';--> statement-breakpoint
CREATE INDEX "tickets_by_reservation" ON "tickets" USING btree ("reservation_id");
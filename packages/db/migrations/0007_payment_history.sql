ALTER TABLE "payments" ADD COLUMN "given_back_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "delayed_at" timestamp (3) with time zone;
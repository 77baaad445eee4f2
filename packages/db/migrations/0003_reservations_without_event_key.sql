ALTER TABLE "reservations" DROP CONSTRAINT "reservations_event_id_events_id_fk";

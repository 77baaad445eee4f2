// The same API, but every reservation is a transaction of its own: what grouping is compared with.
import { commitGroup } from "@stampede/domain/reservations/commit-group";
import { refuseFirst } from "@stampede/domain/reservations/refuse-first";
import { createReservationQueue } from "@stampede/domain/reservations/reservation-queue";
import { startVariant } from "./start-variant.ts";

await startVariant({
  createQueue(db, holdSeconds) {
    const queue = createReservationQueue(
      (eventId, requests) => commitGroup(db, eventId, requests, holdSeconds),
      { groupSizeMax: 1 },
    );
    return refuseFirst(queue, db, holdSeconds);
  },
});

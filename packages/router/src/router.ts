import { eventsRouter } from "./events.ts";
import { organizerRouter } from "./organizer/organizer.ts";
import { reservationsRouter } from "./reservations.ts";
import { statisticsRouter } from "./statistics.ts";
import { router } from "./trpc.ts";

/** Every procedure. Each is an input schema, one call of the domain, and an output schema. */
export const appRouter = router({
  events: eventsRouter,
  reservations: reservationsRouter,
  organizer: organizerRouter,
  statistics: statisticsRouter,
});

/** What every client is typed by. */
export type AppRouter = typeof appRouter;

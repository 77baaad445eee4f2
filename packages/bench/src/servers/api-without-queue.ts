// The same API, but every reservation goes to the database at once, as a transaction of its own: what
// it would cost if nobody were ever gathered or waited for.
import { commitGroup } from "@stampede/domain/reservations/commit-group";
import { startVariant } from "./start-variant.ts";

await startVariant({
  createQueue: (db, holdSeconds) => ({
    async submit(request) {
      const [outcome] = await commitGroup(db, request.eventId, [request], holdSeconds);
      if (outcome === undefined) throw new Error("the transaction left out its request");
      return outcome;
    },
  }),
});
